using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoxPilot.Jobs.Training;

/// <summary>JSON of runs: snake_case, enums as words; the lines of logs stay on one line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(LossLine))]
[JsonSerializable(typeof(PreviewLine))]
[JsonSerializable(typeof(RunState))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(Dense2DConfig))]
[JsonSerializable(typeof(OccupancyConfig))]
[JsonSerializable(typeof(SqsConfig))]
[JsonSerializable(typeof(PlanningConfig))]
[JsonSerializable(typeof(PretrainConfig))]
[JsonSerializable(typeof(AlignmentConfig))]
[JsonSerializable(typeof(JointConfig))]
[JsonSerializable(typeof(FinetuneConfig))]
internal sealed partial class TrainingJson : JsonSerializerContext
{
    /// <summary>The same, for files that people read.</summary>
    public static TrainingJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { WriteIndented = true });
}
