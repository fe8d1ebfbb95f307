using System.CommandLine;
using System.Text.Json.Nodes;
using VoxPilot.Api.Hosting;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Api.Commands;

/// <summary><c>train STAGE</c>: begins a run or goes on with it; <c>train export</c>: the results of its last checkpoint.</summary>
internal static class TrainCommand
{
    /// <summary>The command.</summary>
    public static System.CommandLine.Command Create()
    {
        System.CommandLine.Command command = new("train", "Train the networks of a pack, stage by stage; runs lie below the data root, in runs/.");
        foreach (StageKind kind in StageKind.All)
        {
            command.Add(Stage(kind));
        }
        command.Add(Export());
        command.Add(Plot());
        return command;
    }

    private static System.CommandLine.Command Stage(StageKind kind)
    {
        Option<DirectoryInfo[]> data = new("--data") { Description = "Folder of the data set to learn from, in nuScenes' format (of a recorded one, its train scenes); several are learnt from as one.", AllowMultipleArgumentsPerToken = true };
        Option<DirectoryInfo?> validation = new("--validation") { Description = "Folder of other towns, for previews and score thresholds. Default: the val scenes of --data where it has them." };
        Option<string> from = new("--from") { Description = "The pack to start from: its name, its folder, or a run whose results hold one.", DefaultValueFactory = _ => UntrainedPack.NanoName };
        Option<string?> teacher = new("--teacher") { Description = "A teacher of image features: its folder, or a run whose results hold one." };
        Option<string?> plugIn = new("--plug-in") { Description = "For occupancy with --set interaction=separate or shared: the pack, or the run, whose Gaussians queries look at. Default: --from." };
        Option<FileInfo?> questions = new("--questions") { Description = "For llm.finetune: a JSON file, [{ \"sample\": \"TOKEN\", \"question\": \"…\", \"answer\": \"…\" }, …], about key frames of --data." };
        Option<TrainingPreset> preset = new("--preset") { Description = "Size and schedule: nano, mini or paper.", DefaultValueFactory = _ => TrainingPreset.Nano };
        Option<string> run = new("--run") { Description = "Name of the run.", DefaultValueFactory = _ => kind.Name };
        Option<bool> resume = new("--resume") { Description = "Go on from the run's last checkpoint; what it was begun with holds." };
        Option<int?> steps = new("--steps") { Description = "Steps of the optimiser. Default: the preset's." };
        Option<int?> batch = new("--batch") { Description = "Samples of a batch. Default: the preset's." };
        Option<int?> accumulate = new("--accumulate") { Description = "Batches for one step. Default: the preset's." };
        Option<double?> rate = new("--rate") { Description = "Highest learning rate. Default: the preset's." };
        Option<int?> previews = new("--previews") { Description = "Steps between previews; 0: none." };
        Option<double?> checkpoints = new("--checkpoints") { Description = "Minutes between checkpoints." };
        Option<TrainingPrecision?> precision = new("--precision") { Description = "full, or mixed: bfloat16 where the hardware is faster with it." };
        Option<ulong?> seed = new("--seed") { Description = "Seed of weights, order, augmentation and noise." };
        Option<int?> clips = new("--clips") { Description = "Learn from so many key frames only, spread evenly over the data set (8: see whether a model can overfit)." };
        Option<bool> plain = new("--plain") { Description = "Samples come as at test time: no mirroring, zoom or colour jitter." };
        Option<string[]> set = new("--set") { Description = "Values of the stage's config in place of the preset's: PATH=VALUE, as in loss.unseen_weight=1. Several may follow each other; a path that does not exist is answered with those that do.", AllowMultipleArgumentsPerToken = true };
        Option<string> device = new("--device") { Description = "Where the networks run: cpu, cuda or cuda:N.", DefaultValueFactory = _ => "cpu" };
        System.CommandLine.Command command = new(kind.Name, $"Teach {kind.About}.")
        {
            data, validation, from, teacher, plugIn, questions, preset, run, resume, steps, batch, accumulate, rate, previews, checkpoints, precision, seed, clips, plain, set, device,
        };
        command.SetAction(parsed => Run(parsed, (opener, preparing, cancellation) =>
        {
            RunFolder folder = opener.Folder(parsed.GetValue(run)!);
            if (parsed.GetValue(resume))
            {
                string begun = RunOpener.Record(folder).Stage;
                if (begun != kind.Name)
                {
                    throw new TrainingException($"The run {folder.Name} is one of the stage {begun}: go on with 'train {begun} --run {folder.Name} --resume'.");
                }
                return (folder, RunOpener.Reopen(folder, preparing, cancellation), true);
            }
            TrainingConfig defaults = kind.Defaults(parsed.GetValue(preset));
            RunRecord record = new()
            {
                Stage = kind.Name,
                Preset = parsed.GetValue(preset),
                Command = CommandLineText.Of(parsed),
                StartedAt = DateTimeOffset.UtcNow,
                Data = [.. (parsed.GetValue(data) ?? []).Select(folder => folder.FullName)],
                Validation = parsed.GetValue(validation)?.FullName,
                Limit = parsed.GetValue(clips),
                Augmented = !parsed.GetValue(plain),
                From = Pack(opener, parsed.GetValue(from)!),
                Teacher = parsed.GetValue(teacher) is { } name ? Teacher(opener, name) : null,
                PlugIn = parsed.GetValue(plugIn) is { } seeing ? Pack(opener, seeing) : null,
                Questions = parsed.GetValue(questions)?.FullName,
                Device = parsed.GetValue(device)!,
                Settings = Settings(parsed.GetValue(set) ?? []),
                Training = defaults with
                {
                    Steps = parsed.GetValue(steps) ?? defaults.Steps,
                    BatchSize = parsed.GetValue(batch) ?? defaults.BatchSize,
                    Accumulation = parsed.GetValue(accumulate) ?? defaults.Accumulation,
                    LearningRate = parsed.GetValue(rate) ?? defaults.LearningRate,
                    PreviewSteps = parsed.GetValue(previews) ?? defaults.PreviewSteps,
                    CheckpointMinutes = parsed.GetValue(checkpoints) ?? defaults.CheckpointMinutes,
                    Precision = parsed.GetValue(precision) ?? defaults.Precision,
                    Seed = parsed.GetValue(seed) ?? defaults.Seed,
                },
            };
            return (folder, RunOpener.Begin(folder, record, preparing, cancellation), false);
        }));
        return command;
    }

    private static Dictionary<string, JsonNode?> Settings(string[] given)
    {
        Dictionary<string, JsonNode?> settings = [];
        foreach (KeyValuePair<string, JsonNode?> setting in given.Select(StageSettings.Parse))
        {
            settings[setting.Key] = setting.Value;
        }
        return settings;
    }

    private static System.CommandLine.Command Export()
    {
        Argument<string> run = new("RUN") { Description = "Name of the run." };
        System.CommandLine.Command command = new("export", "Write the results of a run's last checkpoint, whether or not it is at its end.") { run };
        command.SetAction(parsed => Guarded(parsed, () =>
        {
            RunOpener opener = new(DataRoot.FromEnvironment().Path);
            RunFolder folder = opener.Folder(parsed.GetRequiredValue(run));
            using ITrainingRun opened = RunOpener.Reopen(folder);
            parsed.InvocationConfiguration.Output.WriteLine($"Step {opened.Export()}: {folder.Results}");
            return 0;
        }));
        return command;
    }

    private static System.CommandLine.Command Plot()
    {
        Argument<string[]> runs = new("RUN") { Description = "Names of runs; several are drawn over each other.", Arity = ArgumentArity.OneOrMore };
        Option<FileInfo?> file = new("--out") { Description = "The page and the picture: FILE.html and FILE.png. Default: curve in the first run's folder." };
        System.CommandLine.Command command = new("plot", "Draw the losses, previews and speeds of runs.") { runs, file };
        command.SetAction(parsed => Guarded(parsed, () =>
        {
            RunOpener opener = new(DataRoot.FromEnvironment().Path);
            RunFolder[] folders = [.. parsed.GetRequiredValue(runs).Select(opener.Folder)];
            string page = parsed.GetValue(file) is { } given ? Path.ChangeExtension(given.FullName, ".html") : folders[0].CurvePage;
            CurvePage.Write(folders, page);
            CurvePicture.Write(folders, Path.ChangeExtension(page, ".png"));
            parsed.InvocationConfiguration.Output.WriteLine($"Page: {page}{Environment.NewLine}Picture: {Path.ChangeExtension(page, ".png")}");
            return 0;
        }));
        return command;
    }

    private static int Run(ParseResult parsed, Func<RunOpener, Action<int, int>, CancellationToken, (RunFolder Folder, ITrainingRun Run, bool Resume)> open) => Guarded(parsed, () =>
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        TrainingPipe? pipe = TrainingPipe.Create();
        TrainingProgressLine line = new(output, !Console.IsOutputRedirected);
        using StopSignal stop = new();
        (RunFolder folder, ITrainingRun run, bool resume) = open(new(DataRoot.FromEnvironment().Path), pipe is null ? line.Preparing : pipe.Preparing, stop.Token);
        using (run)
        {
            output.WriteLine($"Run {folder.Name}: {folder.Path}");
            try
            {
                bool whole = run.Run(resume, pipe is null ? line.Show : progress => pipe.Show(folder, progress), stop.Token);
                line.End();
                output.WriteLine(whole ? $"Done. Results: {folder.Results}" : $"Stopped and saved. Go on with --run {folder.Name} --resume.");
                return whole ? 0 : 130;
            }
            finally
            {
                line.End();
            }
        }
    });

    private static int Guarded(ParseResult parsed, Func<int> run) =>
        ExitStatus.Of(parsed.InvocationConfiguration, stop => $"Stopped ({stop.Message}); what is prepared and saved is kept.", _ => run());

    private const string StagePackFolder = "pack", TeacherFolderName = "teacher";

    /// <summary>The pack in a run's results, of a name, or in a folder.</summary>
    internal static string Pack(RunOpener opener, string name) =>
        opener.Result(name, StagePackFolder) ?? new PackCatalog(HomeFolder.Find(), DataRoot.FromEnvironment().Path).OpenOrCreate(PackNames.Resolve(name)).Folder;

    private static string Teacher(RunOpener opener, string name) => opener.Result(name, TeacherFolderName) ?? Path.GetFullPath(name);
}
