using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoxPilot.Perception;

/// <summary>How teacher.json is written and read: snake_case, enums as words. An unknown field is refused, for it may change what the weights mean.</summary>
internal static class TeacherJson
{
    /// <summary>Read by reflection, which leaves a field that is not there at its default; generated code would set it to zero.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter() },
    };
}
