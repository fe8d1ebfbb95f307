using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>How rows are written as JSON, for whoever keeps rows in files of his own.</summary>
public static class RowJson
{
    /// <summary>nuScenes' names and number lists; takes any type that holds rows.</summary>
    public static JsonSerializerOptions Options { get; } = new(TableJson.Default.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
}
