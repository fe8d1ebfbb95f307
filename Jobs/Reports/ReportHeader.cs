using System.Text.Json.Serialization;

namespace VoxPilot.Jobs.Reports;

/// <summary>As much of any report, of any format, as says whether this code can read it.</summary>
/// <param name="Format">Version of the format; null where the file names none.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record ReportHeader(int? Format);
