using System.CommandLine;
using System.Globalization;
using VoxPilot.Api.Hosting;
using VoxPilot.Jobs.Ablations;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Api.Commands;

/// <summary><c>ablate</c>: trains and measures a base and what becomes of it without one of its parts, and tabulates them.</summary>
internal static class AblateCommand
{
    /// <summary>The command.</summary>
    public static System.CommandLine.Command Create()
    {
        Option<DirectoryInfo[]> data = new("--data") { Description = "Folder of the data set to learn from; several are learnt from as one.", AllowMultipleArgumentsPerToken = true };
        Option<DirectoryInfo?> validation = new("--validation") { Description = "Folder of other towns, on which score thresholds and the safety envelope are set." };
        Option<DirectoryInfo?> test = new("--test") { Description = "Folder of further towns, on which all rows are measured." };
        Option<string?> only = new("--only") { Description = "Names of rows, separated by commas. Default: all, the most telling first." };
        Option<bool> list = new("--list") { Description = "Show the rows, what each changes and which stages it needs; run nothing." };
        Option<AblationPreset> preset = new("--preset") { Description = "Size: nano, or micro to see that everything runs.", DefaultValueFactory = _ => AblationPreset.Nano };
        Option<string[]> steps = new("--steps") { Description = "Steps of stages in place of the preset's: STAGE=STEPS, as in occupancy=400. Several may follow each other.", AllowMultipleArgumentsPerToken = true };
        Option<ulong> seed = new("--seed") { Description = "Seed of weights, order, augmentation, noise, draws and of the bootstrap." };
        Option<string> device = new("--device") { Description = "Where the networks run: cpu, cuda or cuda:N.", DefaultValueFactory = _ => "cpu" };
        Option<DirectoryInfo?> folder = new("--out") { Description = "Folder of runs, reports and the table. Default: ablations/PRESET below the data root." };
        Option<bool> resume = new("--resume") { Description = "Go on: rows that are done stay, those that failed are tried again; what it was begun with holds." };
        System.CommandLine.Command command = new("ablate", "Train and measure a base and what becomes of it without one of its parts, or with more or less of it.")
        {
            data, validation, test, only, list, preset, steps, seed, device, folder, resume,
        };
        command.SetAction((parsed, cancellation) => ExitStatus.OfAsync(parsed.InvocationConfiguration, ComparedRuns.Stopped, async console =>
        {
            AblationPlan plan = AblationPlan.For(parsed.GetValue(preset)).With(Steps(parsed.GetValue(steps) ?? []));
            IReadOnlyList<AblationRow> rows = Rows(plan, parsed.GetValue(only));
            if (parsed.GetValue(list))
            {
                console.Output.Write(AblationText.Of(plan, rows));
                return 0;
            }
            AblationRequest? asked = parsed.GetValue(data) is { Length: > 0 } sets && parsed.GetValue(validation) is { } other && parsed.GetValue(test) is { } measured
                ? new()
                {
                    Data = [.. sets.Select(set => set.FullName)],
                    Validation = other.FullName,
                    Test = measured.FullName,
                    Preset = parsed.GetValue(preset),
                    Seed = parsed.GetValue(seed),
                    Steps = Steps(parsed.GetValue(steps) ?? []),
                    Device = parsed.GetValue(device)!,
                    Command = CommandLineText.Of(parsed),
                }
                : null;
            AblationFolder kept = new(parsed.GetValue(folder)?.FullName ?? Path.Combine(DataRoot.FromEnvironment().Path, AblationFolder.Parent, parsed.GetValue(preset) == AblationPreset.Micro ? "micro" : "nano"));
            AblationRequest request = kept.Open(asked, parsed.GetValue(resume));
            plan = AblationPlan.For(request.Preset).With(request.Steps);
            return await RunAsync(parsed, request, plan, kept, Rows(plan, parsed.GetValue(only)), cancellation);
        }));
        return command;
    }

    private static IReadOnlyList<AblationRow> Rows(AblationPlan plan, string? only) => AblationRows.Only(AblationRows.All(plan.Architecture), only);

    private static async Task<int> RunAsync(
        ParseResult parsed, AblationRequest request, AblationPlan plan, AblationFolder folder, IReadOnlyList<AblationRow> rows, CancellationToken cancellation)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        using StopSignal stop = new(cancellation);
        AblationRunner runner = new(request, plan, folder, new(HomeFolder.Find(), DataRoot.FromEnvironment().Path), ComparedRuns.Listener(output));
        AblationTable table = await runner.RunAsync(AblationRows.All(plan.Architecture), rows, stop.Token);
        output.WriteLine();
        output.Write(AblationText.Of(table));
        output.WriteLine($"Table: {folder.Markdown}{Environment.NewLine}       {folder.Json}");
        return 0;
    }

    private static Dictionary<string, int> Steps(string[] given)
    {
        Dictionary<string, int> steps = [];
        foreach (string text in given)
        {
            string[] parts = text.Split('=');
            steps[parts[0]] = parts.Length == 2 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int count)
                ? count
                : throw new TrainingException($"'{text}' sets no steps; write STAGE=STEPS, as in occupancy=400.");
        }
        return steps;
    }
}
