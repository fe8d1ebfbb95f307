using VoxPilot.Core.Datasets;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.World.Generation;

namespace VoxPilot.Bench.Training;

/// <summary>Runs a stage for some steps with the loop of all stages, which times itself, and measures the cost of calls from C#.</summary>
internal static class TrainBench
{
    private const ulong Seed = 640_000;

    public static int Run(BenchOptions options, CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("voxpilot-bench-").FullName;
        try
        {
            // Indices of data sets that were made for this go with them.
            Environment.SetEnvironmentVariable("VOXPILOT_DATA", folder);
            StepTimes steps = Train(options, folder, out TrainingConfig config, cancellation);
            DispatchCost dispatch = DispatchCost.Measure();
            TrainFigures figures = new(options, config, steps, dispatch);
            Console.WriteLine(figures.Text());
            if (options.Output is { } path)
            {
                File.WriteAllBytes(path, figures.Json());
            }
            return 0;
        }
        catch (Exception fault) when (fault is TrainingException or DatasetException)
        {
            Console.Error.WriteLine($"voxpilot: {fault.Message}");
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static StepTimes Train(BenchOptions options, string folder, out TrainingConfig config, CancellationToken cancellation)
    {
        string data = options.Data is { } given ? Path.GetFullPath(given) : Make(Path.Combine(folder, "data"), cancellation);
        TrainingConfig defaults = StageKind.Of(options.Stage).Defaults(TrainingPreset.Nano);
        // One step more than is timed: a run that is stopped before its end writes no results, which would take longer than the steps.
        config = defaults with
        {
            Steps = options.WarmUp + options.Steps + 1,
            BatchSize = options.Batch ?? defaults.BatchSize,
            LogSteps = 1,
            PreviewSteps = 0,
            CheckpointMinutes = double.MaxValue,
        };
        RunFolder run = new(Path.Combine(folder, "run"));
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using (ITrainingRun opened = RunOpener.Begin(run, new()
        {
            Stage = options.Stage,
            Preset = TrainingPreset.Nano,
            Command = "./voxpilot bench train",
            StartedAt = DateTimeOffset.UtcNow,
            Data = [data],
            Augmented = true,
            From = UntrainedPack.Create(Path.Combine(folder, "pack"), UntrainedPack.NanoConfig(), UntrainedPack.DefaultSeed).Folder,
            Device = options.Device,
            Training = config,
        }, cancellation: cancellation))
        {
            opened.Run(false, progress =>
            {
                if (progress.Step >= options.WarmUp + options.Steps)
                {
                    stop.Cancel();
                }
            }, stop.Token);
        }
        cancellation.ThrowIfCancellationRequested();
        return StepTimes.Of([.. LossLog.Read(run.Losses).Skip(options.WarmUp)]);
    }

    private static string Make(string folder, CancellationToken cancellation)
    {
        WorldGenerator.Generate(new() { Seed = Seed, Scenes = 2, Seconds = 6, Width = 256, Height = 96, Folder = folder }, _ => { }, cancellation);
        return folder;
    }
}
