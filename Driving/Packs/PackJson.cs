using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace VoxPilot.Driving;

/// <summary>How pack.json is written: snake_case, indented, names for enums.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    NewLine = "\n",
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PackManifest))]
[JsonSerializable(typeof(DrivingModelConfig))]
internal sealed partial class PackJson : JsonSerializerContext
{
    /// <summary>Whether two parts of an architecture are written the same: records that hold lists are not equal otherwise.</summary>
    public static bool Same<T>(T a, T b, JsonTypeInfo<T> type) => JsonSerializer.Serialize(a, type) == JsonSerializer.Serialize(b, type);
}
