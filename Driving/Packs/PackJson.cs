using System.Text.Json.Serialization;

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
internal sealed partial class PackJson : JsonSerializerContext;
