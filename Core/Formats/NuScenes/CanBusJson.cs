using System.Text.Json.Serialization;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>How CAN bus messages are read and written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(NumbersConverter.Vector), typeof(NumbersConverter.Quaternion)])]
[JsonSerializable(typeof(IReadOnlyList<CanBusPose>))]
[JsonSerializable(typeof(IReadOnlyList<CanBusSteering>))]
internal sealed partial class CanBusJson : JsonSerializerContext;
