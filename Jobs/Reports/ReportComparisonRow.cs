namespace VoxPilot.Jobs.Reports;

/// <summary>A measure of two reports.</summary>
/// <param name="A">It in A.</param>
/// <param name="B">It in B.</param>
/// <param name="Difference">B less A with its paired interval: better where B is.</param>
public sealed record ReportComparisonRow(ReportMeasure A, ReportMeasure B, ReportDifference Difference);
