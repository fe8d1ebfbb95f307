using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoxPilot.Jobs.Reports;

/// <summary>How a report is written: snake_case, indented, names for enums, draws in one string each.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    NewLine = "\n",
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(ReportKindJson), typeof(ReplicatesJson)])]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(ReportHeader))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    private sealed class ReportKindJson() : JsonStringEnumConverter<ReportKind>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
}
