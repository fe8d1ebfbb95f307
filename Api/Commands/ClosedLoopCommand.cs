using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using VoxPilot.Jobs.ClosedLoop;
using VoxPilot.Jobs.Reports;
using VoxPilot.World.Generation;

namespace VoxPilot.Api.Commands;

/// <summary><c>closedloop</c>: lets a pack, or a driver without cameras, drive the synthetic world, and measures how it fared.</summary>
internal static class ClosedLoopCommand
{
    private const string On = "on", Off = "off";

    /// <summary>The command.</summary>
    public static System.CommandLine.Command Create()
    {
        Option<string> pack = new("--pack") { Description = $"Who drives: the name or the folder of a pack, or {ClosedLoopDriver.Names}.", Required = true };
        Option<ulong> seed = new("--seed") { Description = $"Seed of the first route; route i has seed + i. The same seeds give the same figures. Seeds from {ClosedLoopOptions.HeldOutSeed} up are for final tests alone.", DefaultValueFactory = _ => 0 };
        Option<int> routes = new("--routes") { Description = "How many routes, each in a town of its own.", DefaultValueFactory = _ => ClosedLoopOptions.DefaultRoutes };
        Option<double> seconds = new("--seconds") { Description = $"Length of a route: as far as the expert comes in so many seconds. Others have {ClosedLoopOptions.Patience.ToString(CultureInfo.InvariantCulture)} times as long.", DefaultValueFactory = _ => ClosedLoopOptions.DefaultSeconds };
        Option<string?> size = new("--size") { Description = "Size of the images that a pack gets, WIDTHxHEIGHT. Default: its own input size." };
        Option<string> device = new("--device") { Description = "Where a pack's networks run: cpu, cuda or cuda:N.", DefaultValueFactory = _ => "cpu" };
        Option<string> baselines = new("--baselines") { Description = $"off: nobody but the expert and constant velocity drives beside. on: the ego-MLP too, which is trained on the expert's drives of seeds {ClosedLoopDriver.TrainingSeeds} first, once.", DefaultValueFactory = _ => On };
        baselines.AcceptOnlyFromAmong(On, Off);
        Option<FileInfo> file = new("--out") { Description = "The report: REPORT.json and REPORT.html are written.", Required = true };
        size.Validators.Add(result => ReadSize(result.GetValueOrDefault<string?>(), result));
        System.CommandLine.Command command = new("closedloop", "Let a pack drive the synthetic world: routes completed, collisions, off-road, comfort, and a film strip of each failure.")
        {
            pack, seed, routes, seconds, size, device, baselines, file,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            new()
            {
                Seed = parsed.GetValue(seed),
                Routes = parsed.GetValue(routes),
                Seconds = parsed.GetValue(seconds),
                Command = CommandLineText.Of(parsed),
            },
            new(parsed.GetRequiredValue(pack), ReadSize(parsed.GetValue(size), null), parsed.GetValue(device)!, parsed.GetValue(baselines) == On),
            parsed.GetRequiredValue(file).FullName, parsed.InvocationConfiguration, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ClosedLoopOptions options, ClosedLoopDriver.Asked asked, string file, InvocationConfiguration console, CancellationToken cancellation)
    {
        ClosedLoopProgressLine line = new(console.Output, !Console.IsOutputRedirected);
        using StopSignal stop = new(cancellation);
        try
        {
            options.Validate();
            await using ClosedLoopDriver driver = await ClosedLoopDriver.OpenAsync(asked, options, line.Tell, stop.Token);
            Report report = await ClosedLoopRunner.RunAsync(
                options with { DriverSettings = driver.Settings }, driver.Driver, driver.Subject, driver.Beside, [], line.Show, stop.Token);
            line.End();
            ReportOutput.Write(report, file, console.Output);
            return 0;
        }
        catch (OperationCanceledException)
        {
            line.End();
            console.Output.WriteLine("Stopped; no report was written.");
            return 130;
        }
        catch (Exception fault) when (ExplainedFaults.Include(fault))
        {
            line.End();
            console.Error.WriteLine($"voxpilot: {fault.Message}");
            return 1;
        }
    }

    private static (int Width, int Height)? ReadSize(string? text, OptionResult? result)
    {
        if (text is null)
        {
            return null;
        }
        string[] parts = text.Split('x', 'X', '×');
        if (parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            && width is >= GenerationOptions.SmallestSide and <= GenerationOptions.LargestSide && height is >= GenerationOptions.SmallestSide and <= GenerationOptions.LargestSide)
        {
            return (width, height);
        }
        result?.AddError($"--size must be WIDTHxHEIGHT with sides of {GenerationOptions.SmallestSide} to {GenerationOptions.LargestSide} pixels, like 256x96; it is '{text}'.");
        return null;
    }
}
