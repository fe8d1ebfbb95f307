using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Api.Jobs.Kinds;

/// <summary>A kind of job for each stage of training.</summary>
internal static class TrainingKinds
{
    /// <summary>The parameter of <c>llm.finetune</c> that holds questions and answers.</summary>
    public const string Questions = "questions";

    private const string Data = "data", Settings = "set";

    /// <summary>The kind of a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="devices">Devices of this server.</param>
    public static JobKind Of(StageKind stage, IReadOnlyList<string> devices) => new(stage.Name, $"Teach {stage.About}.", ["train", stage.Name])
    {
        TellsPreset = true,
        Trains = true,
        Parameters = [.. Own(stage.Name), .. Common(devices)],
        Presets =
        [
            new("nano", "two cores and the synthetic world", []),
            new("mini", "nano's networks on a few scenes: minutes", []),
            new("paper", "the published size and schedule", []),
        ],
        Check = (parameters, preset) => Faults(stage, parameters, preset),
    };

    private static IEnumerable<JobParameter> Own(string stage)
    {
        yield return new(Data, JobParameterType.Dataset, "Data sets to learn from, as one.") { Many = true, Required = true };
        yield return new("validation", JobParameterType.Dataset, "Other towns, for previews and thresholds.");
        yield return new("from", JobParameterType.Pack, "The pack to start from, or a job that leaves one.") { Default = UntrainedPack.NanoName };
        switch (stage)
        {
            case "occupancy":
                yield return new("teacher", JobParameterType.Teacher, "A job (dense2d) that leaves a teacher of image features.");
                yield return new("plug_in", JobParameterType.Pack, "With set.interaction separate or shared: the pack whose Gaussians queries look at.");
                break;
            case "llm.finetune":
                yield return new(Questions, JobParameterType.Questions, "Questions and answers about key frames of the data.") { Required = true };
                break;
        }
    }

    private static IEnumerable<JobParameter> Common(IReadOnlyList<string> devices) =>
    [
        new("steps", JobParameterType.Integer, "Steps of the optimiser.") { Minimum = 1 },
        new("batch", JobParameterType.Integer, "Samples of a batch.") { Minimum = 1 },
        new("accumulate", JobParameterType.Integer, "Batches for one step.") { Minimum = 1 },
        new("rate", JobParameterType.Number, "Highest learning rate.") { Minimum = 0, AboveMinimum = true },
        new("previews", JobParameterType.Integer, "Steps between previews; 0: none.") { Minimum = 0 },
        new("checkpoints", JobParameterType.Number, "Minutes between checkpoints.") { Minimum = 0, AboveMinimum = true },
        new("precision", JobParameterType.Choice, "full, or mixed: bfloat16 where the hardware is faster with it.") { Choices = ["full", "mixed"] },
        new("seed", JobParameterType.Integer, "Seed of weights, order, augmentation and noise.") { Minimum = 0 },
        new("clips", JobParameterType.Integer, "Learn from so many key frames only.") { Minimum = 1 },
        new("plain", JobParameterType.Switch, "Samples come as at test time.") { Default = false },
        new(Settings, JobParameterType.Settings, "Values of the stage's config in place of the preset's, by path: {\"loss.unseen_weight\": 1}."),
        new("device", JobParameterType.Choice, "Where the networks run.") { Choices = devices, Default = devices[0] },
    ];

    private static IEnumerable<(string Field, string Fault)> Faults(StageKind stage, JsonObject parameters, string preset)
    {
        if (parameters[Settings] is not JsonObject given)
        {
            yield break;
        }
        foreach ((string path, JsonNode? value) in given)
        {
            string? fault = null;
            try
            {
                stage.Check(Enum.Parse<TrainingPreset>(preset, ignoreCase: true), new Dictionary<string, JsonNode?> { [path] = value });
            }
            catch (Exception wrong) when (wrong is TrainingException or ValidationException)
            {
                fault = wrong.Message;
            }
            if (fault is not null)
            {
                yield return ($"{Settings}.{path}", fault);
            }
        }
    }
}
