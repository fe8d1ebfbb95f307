using System.CommandLine;
using VoxPilot.Api.Hosting;
using VoxPilot.Jobs.Evidence;

namespace VoxPilot.Api.Commands;

/// <summary><c>evidence TABLE</c>: trains and measures what a table of SQS compares, over paired seeds.</summary>
internal static class EvidenceCommand
{
    /// <summary>The command.</summary>
    public static System.CommandLine.Command Create()
    {
        Argument<string> table = new("TABLE") { Description = $"Which table: {string.Join(", ", SqsEvidence.All(EvidencePreset.Micro).Select(plan => $"{plan.Name} ({plan.About})"))}." };
        Option<DirectoryInfo[]> data = new("--data") { Description = "Folder of the data set to learn from; several are learnt from as one.", AllowMultipleArgumentsPerToken = true };
        Option<DirectoryInfo?> validation = new("--validation") { Description = "Folder of other towns, on which score thresholds are set." };
        Option<DirectoryInfo?> test = new("--test") { Description = "Folder of further towns, on which all rows are measured." };
        Option<bool> list = new("--list") { Description = "Show what is trained and compared; run nothing." };
        Option<EvidencePreset> preset = new("--preset") { Description = "Size: micro, nano, or trial to see that everything runs.", DefaultValueFactory = _ => EvidencePreset.Micro };
        Option<ulong> seed = new("--seed") { Description = "The first seed." };
        Option<int?> seeds = new("--seeds") { Description = "How many seeds. Default: five for labels, one for the others." };
        Option<string> device = new("--device") { Description = "Where the networks run: cpu, cuda or cuda:N.", DefaultValueFactory = _ => "cpu" };
        Option<DirectoryInfo?> folder = new("--out") { Description = "Folder of runs, reports and the table. Default: evidence/TABLE-PRESET below the data root." };
        Option<bool> resume = new("--resume") { Description = "Go on: what is done stays; what it was begun with holds." };
        System.CommandLine.Command command = new("evidence", "Train and measure what pre-training by splatting (SQS) is worth, table by table.")
        {
            table, data, validation, test, list, preset, seed, seeds, device, folder, resume,
        };
        command.SetAction((parsed, cancellation) => ExitStatus.OfAsync(parsed.InvocationConfiguration, ComparedRuns.Stopped, async console =>
        {
            string name = parsed.GetRequiredValue(table);
            EvidencePlan plan = SqsEvidence.Of(name, parsed.GetValue(preset));
            if (parsed.GetValue(list))
            {
                console.Output.Write(EvidenceText.Of(plan));
                return 0;
            }
            EvidenceRequest? asked = parsed.GetValue(data) is { Length: > 0 } sets && parsed.GetValue(validation) is { } other && parsed.GetValue(test) is { } measured
                ? new()
                {
                    Table = name,
                    Data = [.. sets.Select(set => set.FullName)],
                    Validation = other.FullName,
                    Test = measured.FullName,
                    Preset = parsed.GetValue(preset),
                    Seed = parsed.GetValue(seed),
                    Seeds = parsed.GetValue(seeds),
                    Device = parsed.GetValue(device)!,
                    Command = CommandLineText.Of(parsed),
                }
                : null;
            string size = parsed.GetValue(preset).ToString().ToLowerInvariant();
            EvidenceFolder kept = new(parsed.GetValue(folder)?.FullName ?? Path.Combine(DataRoot.FromEnvironment().Path, EvidenceFolder.Parent, $"{name}-{size}"));
            EvidenceRequest request = kept.Open(asked, parsed.GetValue(resume));
            return await RunAsync(parsed, request, SqsEvidence.Of(request.Table, request.Preset), kept, cancellation);
        }));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, EvidenceRequest request, EvidencePlan plan, EvidenceFolder folder, CancellationToken cancellation)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        using StopSignal stop = new(cancellation);
        EvidenceRunner runner = new(request, plan, folder, new(HomeFolder.Find(), DataRoot.FromEnvironment().Path), ComparedRuns.Listener(output));
        EvidenceTable table = await runner.RunAsync(stop.Token);
        output.WriteLine();
        output.Write(EvidenceText.Of(table));
        output.WriteLine($"Table: {folder.Markdown}{Environment.NewLine}       {folder.Json}");
        return 0;
    }
}
