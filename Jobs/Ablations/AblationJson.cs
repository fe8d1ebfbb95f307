using System.Text.Json.Serialization;
using VoxPilot.Driving;

namespace VoxPilot.Jobs.Ablations;

/// <summary>JSON of ablations: snake_case, enums as words, indented; architectures as pack.json has them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, WriteIndented = true, NewLine = "\n", IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(DrivingModelConfig))]
[JsonSerializable(typeof(AblationRequest))]
[JsonSerializable(typeof(AblationResult))]
[JsonSerializable(typeof(AblationTable))]
internal sealed partial class AblationJson : JsonSerializerContext;
