using System.Text.Json.Serialization;

namespace VoxPilot.Jobs.Evidence;

/// <summary>JSON of tables: snake_case, enums as words, indented.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(EvidenceRequest))]
[JsonSerializable(typeof(EvidenceResult))]
[JsonSerializable(typeof(EvidenceTable))]
internal sealed partial class EvidenceJson : JsonSerializerContext;
