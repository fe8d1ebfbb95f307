using System.CommandLine;
using VoxPilot.Api.Hosting;
using VoxPilot.Driving;
using VoxPilot.Jobs.Evaluation;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Api.Commands;

/// <summary><c>evaluate</c>: measures a pack, or predictions, on a data set; <c>evaluate compare</c>: two reports side by side.</summary>
internal static class EvaluateCommand
{
    private const string On = "on", Off = "off";

    /// <summary>The command.</summary>
    public static System.CommandLine.Command Create()
    {
        Option<string?> pack = new("--pack") { Description = "The pack: its name, or its folder." };
        Option<DirectoryInfo?> predictions = new("--predictions") { Description = "Instead of a pack: a folder of predictions (docs/formats.md)." };
        Option<DirectoryInfo> data = new("--data") { Description = "Folder of the data set, in nuScenes' format.", Required = true };
        Option<string?> split = new("--split") { Description = "Which key frames: val, train, mini_val, mini_train or all. Default: val of a recorded nuScenes set, else all." };
        Option<DirectoryInfo?> train = new("--train") { Description = "Folder of the training split, for the trained baselines. Default: the train scenes of --data where val is measured." };
        Option<string> tasks = new("--tasks") { Description = "What is measured, separated by commas.", DefaultValueFactory = _ => string.Join(',', EvaluationTasks.All.Select(EvaluationTasks.Name)) };
        Option<string> ego = new("--ego") { Description = "off: the pack is not told how the car moves; it has to see it.", DefaultValueFactory = _ => On };
        ego.AcceptOnlyFromAmong(On, Off);
        Option<string[]> degrade = new("--degrade") { Description = "Spoils the images: blur=SIGMA (pixels), noise=SIGMA (of 255), drop=CAMERA. May be given several times.", AllowMultipleArgumentsPerToken = true };
        Option<int?> limit = new("--limit") { Description = "At most this many key frames, from the first on." };
        Option<string> baselines = new("--baselines") { Description = "off: measure nothing beside.", DefaultValueFactory = _ => On };
        baselines.AcceptOnlyFromAmong(On, Off);
        Option<int?> questions = new("--questions") { Description = "At most this many questions of each kind at a key frame. Default: all." };
        Option<int> tokens = new("--tokens") { Description = "Longest answer, tokens.", DefaultValueFactory = _ => EvaluationOptions.DefaultAnswerTokens };
        Option<ulong> seed = new("--seed") { Description = "Seed of the pack's draws, of image noise and of the bootstrap.", DefaultValueFactory = _ => 0 };
        Option<string> device = new("--device") { Description = "Where the networks run: cpu, cuda or cuda:N.", DefaultValueFactory = _ => "cpu" };
        Option<DirectoryInfo?> submissions = new("--submissions") { Description = "Folder to write the predictions to, in the formats that official scripts read." };
        Option<FileInfo> file = new("--out") { Description = "The report: REPORT.json and REPORT.html are written.", Required = true };
        System.CommandLine.Command command = new("evaluate", "Measure a pack on a data set by the field's own rules, with baselines and intervals.")
        {
            pack, predictions, data, split, train, tasks, ego, degrade, limit, baselines, questions, tokens, seed, device, submissions, file, Compare(),
        };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, () =>
        {
            EvaluationOptions options = new()
            {
                Data = parsed.GetRequiredValue(data).FullName,
                Split = parsed.GetValue(split),
                Train = parsed.GetValue(train)?.FullName,
                Tasks = EvaluationTasks.Parse(parsed.GetValue(tasks)!),
                IgnoreEgo = parsed.GetValue(ego) == Off,
                Degradations = [.. (parsed.GetValue(degrade) ?? []).Select(ImageDegradation.Parse)],
                Limit = parsed.GetValue(limit),
                Baselines = parsed.GetValue(baselines) == On,
                QuestionsPerKind = parsed.GetValue(questions),
                AnswerTokens = parsed.GetValue(tokens),
                Seed = parsed.GetValue(seed),
                Submissions = parsed.GetValue(submissions)?.FullName,
                Command = CommandLineText.Of(parsed),
            };
            return new Asked(options, parsed.GetValue(pack), parsed.GetValue(predictions)?.FullName, parsed.GetValue(device)!, parsed.GetRequiredValue(file).FullName);
        }, cancellation));
        return command;
    }

    private static System.CommandLine.Command Compare()
    {
        Argument<FileInfo> first = new("A") { Description = "A report (JSON)." };
        Argument<FileInfo> second = new("B") { Description = "Another one, over the same key frames." };
        Option<FileInfo?> file = new("--out") { Description = "A page with the comparison (HTML)." };
        System.CommandLine.Command command = new("compare", "Show two reports side by side, with paired intervals of the differences.") { first, second, file };
        command.SetAction(parsed => ExitStatus.Of(parsed.InvocationConfiguration, console =>
        {
            ReportComparison comparison = ReportComparison.Of(ReportFile.Read(Json(parsed.GetRequiredValue(first))), ReportFile.Read(Json(parsed.GetRequiredValue(second))));
            console.Output.Write(ReportComparisonText.Of(comparison));
            if (parsed.GetValue(file) is { } page)
            {
                string path = Path.ChangeExtension(page.FullName, ".html");
                ReportComparisonPage.Write(comparison, path);
                console.Output.WriteLine($"Page: {path}");
            }
            return 0;
        }));
        return command;
    }

    private static string Json(FileInfo file) => file.Exists ? file.FullName : Path.ChangeExtension(file.FullName, ".json");

    private static Task<int> RunAsync(ParseResult parsed, Func<Asked> ask, CancellationToken cancellation) => ExitStatus.OfAsync(parsed.InvocationConfiguration, ReportOutput.Stopped, async console =>
    {
        EvaluationProgressLine line = new(console.Output, !Console.IsOutputRedirected);
        using StopSignal stop = new(cancellation);
        Asked asked = ask();
        Report report;
        try
        {
            report = await asked.MeasureAsync(line.Show, stop.Token);
        }
        finally
        {
            line.End();
        }
        ReportOutput.Write(report, asked.File, console.Output);
        return 0;
    });

    private sealed record Asked(EvaluationOptions Options, string? Pack, string? Predictions, string Device, string File)
    {
        public Task<Report> MeasureAsync(Action<EvaluationProgress> progress, CancellationToken cancellation)
        {
            if (Pack is null == Predictions is null)
            {
                throw new EvaluationException("Name either a pack with --pack or a folder of predictions with --predictions.");
            }
            if (Predictions is not null)
            {
                return Evaluator.OfPredictionsAsync(Predictions, Options, progress, cancellation);
            }
            PackCatalog catalog = new(HomeFolder.Find(), DataRoot.FromEnvironment().Path);
            return Evaluator.OfPackAsync(catalog, new() { Pack = PackNames.Resolve(Pack!), Device = Device }, Options, progress, cancellation);
        }
    }
}
