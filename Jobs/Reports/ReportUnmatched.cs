namespace VoxPilot.Jobs.Reports;

/// <summary>A measure that has no counterpart in the other report.</summary>
/// <param name="A">It in A; null where A does not have it.</param>
/// <param name="B">It in B; null where B does not have it.</param>
/// <param name="Reason">Why the two do not match.</param>
public sealed record ReportUnmatched(ReportMeasure? A, ReportMeasure? B, string Reason);
