using System.Text.Json.Nodes;
using VoxPilot.Driving;
using VoxPilot.Jobs.ClosedLoop;
using VoxPilot.Jobs.Evaluation;
using VoxPilot.Jobs.Training;
using VoxPilot.World.Generation;
using VoxPilot.World.Towns;

namespace VoxPilot.Api.Jobs.Kinds;

/// <summary>All kinds of jobs.</summary>
internal sealed class JobKinds
{
    /// <summary>Name of the kind that makes data sets of the synthetic world.</summary>
    public const string World = "world";

    /// <summary>The parameter of <see cref="World"/> that names the data set.</summary>
    public const string DatasetName = "dataset";

    /// <summary>Name of the kind that fuses a LoRA into a pack.</summary>
    public const string Fuse = "llm.fuse";

    /// <summary>What the report of a measuring job is called, without extension, in the job's folder.</summary>
    public const string Report = "results/report";

    /// <summary>Path of a pack in the folder of a job that leaves one.</summary>
    public const string Pack = "results/pack";

    /// <summary>The kinds, for a server's devices.</summary>
    /// <param name="devices">The devices; the first one is taken where a job names none.</param>
    public JobKinds(IReadOnlyList<string> devices)
    {
        DefaultDevice = devices[0];
        All = [Worlds(), .. StageKind.All.Select(stage => TrainingKinds.Of(stage, devices)), Fusing(), Evaluating(devices), Driving(devices)];
    }

    /// <summary>The device of a job that names none.</summary>
    public string DefaultDevice { get; }

    /// <summary>All of them, in the order of a recipe.</summary>
    public IReadOnlyList<JobKind> All { get; }

    /// <summary>The one of a name; null where there is none.</summary>
    public JobKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    private static JobKind Worlds() => new(World, "Make a data set of the synthetic world.", ["world", "generate"])
    {
        Parameters =
        [
            new(DatasetName, JobParameterType.NewDataset, "What the data set is called.") { Required = true, Option = "--out" },
            new("seed", JobParameterType.Integer, $"Seed of the first scene; scene i has seed + i. Seeds from {GenerationOptions.HeldOutSeed} up are for final tests alone.") { Minimum = 0, Default = 0 },
            new("scenes", JobParameterType.Integer, "How many scenes, each in a town of its own.") { Minimum = 1, Default = 10 },
            new("seconds", JobParameterType.Number, "Length of a scene; there are two key frames per second.") { Minimum = 1, Default = 20 },
            new("size", JobParameterType.Text, "Size of the images, WIDTHxHEIGHT.") { Default = "256x96" },
            new("vegetation", JobParameterType.Choice, "What grows in all towns, in place of what their seeds say.") { Choices = [.. Enum.GetNames<Vegetation>().Select(name => name.ToLowerInvariant())] },
        ],
        Presets =
        [
            new("small", "ten scenes of 20 s: a minute or two", []),
            new("tiny", "two scenes of 6 s, to try things out", new() { ["scenes"] = 2, ["seconds"] = 6 }),
            new("train", "what nano learns from, half of it: 128 scenes", new() { ["scenes"] = 128 }),
        ],
    };

    private static JobKind Fusing() => new(Fuse, "Fuse a LoRA into the language model of a pack.", ["models", "fuse"])
    {
        Result = ("--out", Pack),
        Parameters =
        [
            new("pack", JobParameterType.Pack, "The pack.") { Default = UntrainedPack.NanoName, Required = true },
            new("lora", JobParameterType.Adapter, "A job (llm.finetune) that leaves an adapter.") { Required = true },
            new("quantize", JobParameterType.Choice, "How matrices are stored; left out: as they were.") { Choices = [.. Llm.LlamaQuantisation.All.Select(q => q.Name)] },
            new("scale", JobParameterType.Number, "How much of the LoRA; 1 as trained.") { Minimum = -AdapterSource.LargestScale, Maximum = AdapterSource.LargestScale, Default = 1 },
        ],
        Presets = [new("usual", "as trained", [])],
    };

    private static JobKind Evaluating(IReadOnlyList<string> devices) => new("evaluate", "Measure a pack on a data set by the field's own rules, with baselines and intervals.", ["evaluate"])
    {
        Result = ("--out", Report),
        Parameters =
        [
            new("pack", JobParameterType.Pack, "The pack.") { Default = UntrainedPack.NanoName, Required = true },
            new("data", JobParameterType.Dataset, "The data set.") { Required = true },
            new("split", JobParameterType.Text, "Which key frames: val, train, mini_val, mini_train or all."),
            new("train", JobParameterType.Dataset, "The training split, for the trained baselines."),
            new("tasks", JobParameterType.Choice, "What is measured; left out: everything that the data has truth for.")
            {
                Many = true, Joined = true, Choices = [.. EvaluationTasks.All.Select(EvaluationTasks.Name)],
            },
            new("ego", JobParameterType.OnOff, "Whether the pack is told how the car moves.") { Default = true },
            new("degrade", JobParameterType.Text, "Spoils the images: blur=SIGMA, noise=SIGMA, drop=CAMERA.") { Many = true },
            new("limit", JobParameterType.Integer, "At most this many key frames.") { Minimum = 1 },
            new("baselines", JobParameterType.OnOff, "Whether baselines are measured beside.") { Default = true },
            new("questions", JobParameterType.Integer, "At most this many questions of each kind at a key frame.") { Minimum = 1 },
            new("tokens", JobParameterType.Integer, "Longest answer, tokens.") { Minimum = 1, Default = EvaluationOptions.DefaultAnswerTokens },
            new("seed", JobParameterType.Integer, "Seed of draws, noise and bootstrap.") { Minimum = 0, Default = 0 },
            new("device", JobParameterType.Choice, "Where the networks run.") { Choices = devices, Default = devices[0] },
        ],
        Presets =
        [
            new("quick", "the first 40 key frames, no baselines", new() { ["limit"] = 40, ["baselines"] = false, ["questions"] = 1 }),
            new("full", "everything, beside baselines", []),
        ],
        Check = (parameters, _) => Degradations(parameters),
    };

    private static JobKind Driving(IReadOnlyList<string> devices) => new("closedloop", "Let a pack drive the synthetic world.", ["closedloop"])
    {
        Result = ("--out", Report),
        Parameters =
        [
            new("pack", JobParameterType.Pack, "Who drives.") { Default = UntrainedPack.NanoName, Required = true },
            new("seed", JobParameterType.Integer, $"Seed of the first route. Seeds from {ClosedLoopOptions.HeldOutSeed} up are for final tests alone.") { Minimum = 0, Default = 0 },
            new("routes", JobParameterType.Integer, "How many routes, each in a town of its own.") { Minimum = 1, Default = ClosedLoopOptions.DefaultRoutes },
            new("seconds", JobParameterType.Number, "Length of a route.") { Minimum = 1, Default = ClosedLoopOptions.DefaultSeconds },
            new("size", JobParameterType.Text, "Size of the images, WIDTHxHEIGHT; left out: the pack's own."),
            new("device", JobParameterType.Choice, "Where the networks run.") { Choices = devices, Default = devices[0] },
            new("baselines", JobParameterType.OnOff, "Whether the ego-MLP is trained and driven too.") { Default = true },
        ],
        Presets =
        [
            new("quick", "three routes, beside the expert and constant velocity", new() { ["routes"] = 3, ["baselines"] = false }),
            new("full", "twenty routes beside all baselines", new() { ["routes"] = 20 }),
        ],
    };

    private static IEnumerable<(string Field, string Fault)> Degradations(JsonObject parameters)
    {
        foreach (JsonNode? item in parameters["degrade"] as JsonArray ?? [])
        {
            string? fault = null;
            try
            {
                ImageDegradation.Parse(item!.GetValue<string>());
            }
            catch (EvaluationException wrong)
            {
                fault = wrong.Message;
            }
            if (fault is not null)
            {
                yield return ("degrade", fault);
            }
        }
    }
}
