namespace VoxPilot.Jobs.Reports;

/// <summary>A baseline: a column beside the figures.</summary>
/// <param name="Id">Identifier (constant-velocity, ego-mlp …).</param>
/// <param name="Title">Heading of the column.</param>
/// <param name="About">What it is, in one sentence.</param>
/// <param name="Absent">Why it has no figures; null where it has.</param>
/// <param name="Bound">A bound of what can be reached, or the truth itself: to be read beside, not to be beaten.</param>
public sealed record ReportBaseline(string Id, string Title, string About, string? Absent = null, bool Bound = false);
