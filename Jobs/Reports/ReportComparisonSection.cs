namespace VoxPilot.Jobs.Reports;

/// <summary>One task of two reports.</summary>
/// <param name="Id">Identifier of the task.</param>
/// <param name="Title">Heading.</param>
/// <param name="Rows">Measures that both have, by the same rules over the same things.</param>
/// <param name="Unmatched">Measures that only one has, and those that have one id and are not the same thing: with the reason.</param>
/// <param name="AbsentInA">Why A has no measures of this task; null where it has.</param>
/// <param name="AbsentInB">Why B has none.</param>
public sealed record ReportComparisonSection(
    string Id, string Title, IReadOnlyList<ReportComparisonRow> Rows, IReadOnlyList<ReportUnmatched> Unmatched, string? AbsentInA, string? AbsentInB)
{
    private const string NotThere = "the report does not have this task";

    /// <summary>Matches the measures of two sections by their ids.</summary>
    /// <param name="a">The task in A; null where A does not have it. One of the two is there.</param>
    /// <param name="b">The task in B.</param>
    internal static ReportComparisonSection Of(ReportSection? a, ReportSection? b)
    {
        ReportSection named = (a ?? b)!;
        Dictionary<string, ReportMeasure> inB = (b?.Measures ?? []).ToDictionary(m => m.Id);
        List<ReportComparisonRow> rows = [];
        List<ReportUnmatched> unmatched = [];
        foreach (ReportMeasure measure in a?.Measures ?? [])
        {
            if (!inB.Remove(measure.Id, out ReportMeasure? other))
            {
                unmatched.Add(new(measure, null, "only in A"));
            }
            else if (Unlike(measure, other) is string reason)
            {
                unmatched.Add(new(measure, other, reason));
            }
            else
            {
                rows.Add(new(measure, other, ReportDifference.Of(other.Value, measure.Value, measure.HigherIsBetter)));
            }
        }
        unmatched.AddRange((b?.Measures ?? []).Where(m => inB.ContainsKey(m.Id)).Select(m => new ReportUnmatched(null, m, "only in B")));
        return new(named.Id, named.Title, rows, unmatched, a is null ? NotThere : a.Absent, b is null ? NotThere : b.Absent);
    }

    private static string? Unlike(ReportMeasure a, ReportMeasure b) =>
        a.Convention != b.Convention ? $"A by the convention {a.Convention}, B by {b.Convention}"
        : a.Population != b.Population ? $"A over {a.Population}, B over {b.Population}"
        : a.Unit != b.Unit ? $"A in {Named(a.Unit)}, B in {Named(b.Unit)}"
        : null;

    private static string Named(string unit) => unit.Length == 0 ? "no unit" : unit;
}
