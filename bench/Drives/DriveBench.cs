using System.Diagnostics;
using System.Globalization;
using VoxPilot.Core;
using VoxPilot.Driving;

namespace VoxPilot.Bench.Drives;

/// <summary>
/// One drive is what a car asks for at each frame: a scene (with the frame before it as history), an answer, occupancy at all
/// horizons, a plan. Drives follow each other, so that figures are latencies of one car alone.
/// </summary>
internal static class DriveBench
{
    private const string Text = "What is ahead of the car, and is it safe to go on?";

    public static async Task<int> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        string home = Folders.Home();
        PackCatalog catalog = new(home, Folders.DataRoot());
        (string source, IReadOnlyList<Frame> frames) = BenchFrames.Find(options.Frames ?? Path.Combine(home, "examples", "frames"));
        long started = Stopwatch.GetTimestamp();
        await using DrivingService service = DrivingService.Start(new() { Pack = options.Pack, Device = options.Device, LanguageThreads = options.LanguageThreads }, catalog);
        await service.Ready;
        double readyAfter = Stopwatch.GetElapsedTime(started).TotalSeconds;

        StageTable table = await TimeAsync(service, frames, options, "bench", cancellation);

        string machine = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {options.Device}");
        Console.WriteLine($"pack {service.Pack.Name} ({(service.Pack.Trained ? "trained" : "untrained")}, {service.Pack.Hash[..12]}), {options.Drives} drives, {source}, {machine}, loaded in {readyAfter.ToString("0.0", CultureInfo.InvariantCulture)} s");
        Console.WriteLine(table.ToText());
        if (options.Beside is { } data)
        {
            await using BesideTraining training = await BesideTraining.StartAsync(data, cancellation);
            StageTable loaded = await TimeAsync(service, frames, options, "beside", cancellation);
            Console.WriteLine($"the same while a training runs beside:{Environment.NewLine}{loaded.ToText(table)}");
        }
        if (options.Output is { } path)
        {
            await File.WriteAllBytesAsync(path, table.ToJson(service.Pack, options, source, machine, readyAfter), cancellation);
        }
        return 0;
    }

    private static async Task<StageTable> TimeAsync(DrivingService service, IReadOnlyList<Frame> frames, BenchOptions options, string sequence, CancellationToken cancellation)
    {
        StageTable table = new();
        for (int i = -options.WarmUp; i < options.Drives; i++)
        {
            StageTable? timed = i >= 0 ? table : null;
            Frame frame = frames[(i + options.WarmUp) % frames.Count] with { Sequence = sequence, Timestamp = 1_600_000_000 + 0.5 * (i + options.WarmUp) };
            await DriveAsync(service, frame, options.Tokens, timed, cancellation);
        }
        return table;
    }

    private static async Task DriveAsync(DrivingService service, Frame frame, int tokens, StageTable? table, CancellationToken cancellation)
    {
        Scene scene = await service.CreateSceneAsync(frame, new(), cancellation);
        Plan plan = await service.PlanToEndAsync(scene, new(), cancellation);
        SceneOccupancy occupancy = await service.OccupancyAsync(scene, [0, 1, 2, 3], cancellation);
        Answer answer = await service.AnswerAsync(scene, Question.Of(Text) with { MaxTokens = tokens }, cancellation);
        table?.Add("scene", scene.Timings);
        table?.Add("plan", plan.Timings);
        table?.Add("occupancy", occupancy.Timings);
        table?.Add("answer", answer.Timings);
        service.RemoveScene(scene.Id);
    }
}
