using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>How rows are read and written: nuScenes' field names are ours in snake case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(NumbersConverter.Vector), typeof(NumbersConverter.Quaternion)])]
[JsonSerializable(typeof(AttributeRow))]
[JsonSerializable(typeof(CalibratedSensorRow))]
[JsonSerializable(typeof(CategoryRow))]
[JsonSerializable(typeof(EgoPoseRow))]
[JsonSerializable(typeof(InstanceRow))]
[JsonSerializable(typeof(LogRow))]
[JsonSerializable(typeof(MapRow))]
[JsonSerializable(typeof(SampleRow))]
[JsonSerializable(typeof(SampleAnnotationRow))]
[JsonSerializable(typeof(SampleDataRow))]
[JsonSerializable(typeof(SceneRow))]
[JsonSerializable(typeof(SensorRow))]
[JsonSerializable(typeof(VisibilityRow))]
internal sealed partial class TableJson : JsonSerializerContext
{
    /// <summary>The contract of a row's type.</summary>
    public static JsonTypeInfo<TRow> Of<TRow>() => (JsonTypeInfo<TRow>)Default.GetTypeInfo(typeof(TRow))!;
}
