using System.CommandLine;
using System.Globalization;
using VoxPilot.Jobs.ClosedLoop;
using VoxPilot.Jobs.Reports;

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
        size.Validators.Add(ImageSizeText.Check);
        System.CommandLine.Command command = new("closedloop", "Let a pack drive the synthetic world: routes completed, collisions, off-road, comfort, and a film strip of each failure.")
        {
            pack, seed, routes, seconds, size, device, baselines, file,
        };
        command.SetAction((parsed, cancellation) => ExitStatus.OfAsync(parsed.InvocationConfiguration, ReportOutput.Stopped, console => RunAsync(
            new()
            {
                Seed = parsed.GetValue(seed),
                Routes = parsed.GetValue(routes),
                Seconds = parsed.GetValue(seconds),
                Command = CommandLineText.Of(parsed),
            },
            new(parsed.GetRequiredValue(pack), parsed.GetValue(size) is { } given ? ImageSizeText.Read(given) : null, parsed.GetValue(device)!, parsed.GetValue(baselines) == On),
            parsed.GetRequiredValue(file).FullName, console.Output, cancellation)));
        return command;
    }

    private static async Task<int> RunAsync(ClosedLoopOptions options, ClosedLoopDriver.Asked asked, string file, TextWriter output, CancellationToken cancellation)
    {
        ClosedLoopProgressLine line = new(output, !Console.IsOutputRedirected);
        using StopSignal stop = new(cancellation);
        Report report;
        try
        {
            options.Validate();
            await using ClosedLoopDriver driver = await ClosedLoopDriver.OpenAsync(asked, options, line.Tell, stop.Token);
            report = await ClosedLoopRunner.RunAsync(
                options with { DriverSettings = driver.Settings }, driver.Driver, driver.Subject, driver.Beside, [], line.Show, stop.Token);
        }
        finally
        {
            line.End();
        }
        ReportOutput.Write(report, file, output);
        return 0;
    }
}
