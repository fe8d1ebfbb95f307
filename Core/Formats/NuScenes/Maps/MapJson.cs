using System.Text.Json.Serialization;

namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>How maps are read and written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MapExpansion))]
internal sealed partial class MapJson : JsonSerializerContext;
