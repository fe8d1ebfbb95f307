namespace VoxPilot.Jobs.Reports;

/// <summary>A column of figures: what was measured, or one of its baselines.</summary>
/// <param name="Baseline">The baseline; null for what was measured.</param>
/// <param name="Title">Heading.</param>
internal sealed record ReportColumn(ReportBaseline? Baseline, string Title)
{
    /// <summary>The columns of a section: what was measured first, then those baselines that have a figure.</summary>
    public static IReadOnlyList<ReportColumn> Of(Report report, ReportSection section) =>
        [new(null, report.Subject.Name), .. section.Baselines.Where(b => section.Measures.Any(m => m.Baselines.ContainsKey(b.Id))).Select(b => new ReportColumn(b, b.Title))];

    /// <summary>Whether it is a bound rather than a competitor.</summary>
    public bool IsBound => Baseline is { Bound: true };

    /// <summary>This column's figure of a measure; null where the baseline has none.</summary>
    public ReportValue? Figure(ReportMeasure measure) => Baseline is null ? measure.Value : measure.Baselines.GetValueOrDefault(Baseline.Id);

    /// <summary>How the baseline stands to what was measured: better where the baseline is. Null where there is nothing to compare.</summary>
    public ReportDifference? Against(ReportMeasure measure) =>
        Baseline is not null && Figure(measure) is { Value: not null } figure && measure.Value.Value is not null
            ? ReportDifference.Of(figure, measure.Value, measure.HigherIsBetter)
            : null;

    /// <summary>The star of the best figure of a row: full where it is clearly better than what it stands beside. Null where it is not the best, where all are the same, and where neither way is better.</summary>
    /// <param name="measure">The row.</param>
    /// <param name="columns">All columns, what was measured first.</param>
    public string? Star(ReportMeasure measure, IReadOnlyList<ReportColumn> columns)
    {
        double[] row = [.. columns.Where(c => !c.IsBound).Select(c => c.Figure(measure)?.Value).OfType<double>()];
        if (IsBound || measure.HigherIsBetter is not bool higher || Figure(measure)?.Value is not double figure || row.Min() == row.Max() || figure != (higher ? row.Max() : row.Min()))
        {
            return null;
        }
        bool clear = Baseline is null
            ? columns.Select(c => c.IsBound ? null : c.Against(measure)).All(d => d is null or { Verdict: ReportVerdict.Worse })
            : Against(measure)?.Verdict == ReportVerdict.Better;
        return clear ? ReportSigns.Best : ReportSigns.BestByChance;
    }
}
