namespace VoxPilot.Jobs.Reports;

/// <summary>One figure less another over the same draws, and what that says.</summary>
/// <param name="Value">The difference with its paired 95 % interval.</param>
/// <param name="Verdict">Whether the first is better, as far as the interval tells.</param>
public sealed record ReportDifference(ReportValue Value, ReportVerdict Verdict)
{
    /// <summary>The first less the second.</summary>
    /// <param name="a">The first figure.</param>
    /// <param name="b">The second, over the same scenes.</param>
    /// <param name="higherIsBetter">Whether more is better; null where neither is.</param>
    /// <exception cref="ArgumentException">The numbers of draws differ.</exception>
    public static ReportDifference Of(ReportValue a, ReportValue b, bool? higherIsBetter)
    {
        ReportValue difference = ReportValue.Difference(a, b);
        return new(difference, difference switch
        {
            { Low: not double or double.NaN } or { High: not double or double.NaN } => ReportVerdict.Unknown,
            { Low: <= 0, High: >= 0 } => ReportVerdict.NotClear,
            _ when higherIsBetter is null => ReportVerdict.Different,
            _ => difference.Low > 0 == higherIsBetter ? ReportVerdict.Better : ReportVerdict.Worse,
        });
    }
}
