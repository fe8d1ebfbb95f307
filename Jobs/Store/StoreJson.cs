using System.Text.Json.Serialization;

namespace VoxPilot.Jobs.Store;

/// <summary>JSON inside the store: snake_case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(JobProgress))]
internal sealed partial class StoreJson : JsonSerializerContext;
