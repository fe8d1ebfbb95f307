namespace VoxPilot.Jobs.Reports;

/// <summary>The summary of a page: a tile for each headline figure, with its strongest baseline.</summary>
internal static class ReportSummary
{
    public static Html Of(Report report) => Html.Of($"""<div class="tiles">{Html.All(report.Sections.SelectMany(s => Tiles(report, s)))}</div>""");

    private static IEnumerable<Html> Tiles(Report report, ReportSection section) => section.Absent is string reason
        ? [Tile(section, "absent", Html.Of($"""<p class="absent">absent</p><p class="beside">{reason}</p>"""))]
        : ReportWords.Headlines(section).Select(m => Tile(section, m.Id, Figure(report, section, m)));

    private static Html Tile(ReportSection section, string mark, Html content) =>
        Html.Of($"""<a class="tile" href="#{ReportPage.Anchor(section)}" data-measure="{mark}"><p class="task">{section.Title}</p>{content}</a>""");

    private static Html Figure(Report report, ReportSection section, ReportMeasure measure)
    {
        ReportNumbers numbers = ReportNumbers.For(measure);
        IReadOnlyList<ReportColumn> columns = ReportColumn.Of(report, section);
        ReportColumn[] shown = Strongest(columns, measure) is { } strongest ? [columns[0], strongest] : [columns[0]];
        ReportValue?[] figures = [.. columns.Select(c => shown.Contains(c) ? c.Figure(measure) : null)];
        return Html.Of($"""
            <p class="what">{measure.Title}&nbsp;<span class="direction">{ReportSigns.Direction(measure.HigherIsBetter)}</span></p>
            <p class="big">{PageFrame.Figure(measure.Value, numbers)}</p>
            {(measure.Value.Value is null ? Html.None : IntervalPlot.Of(PlotAxis.Over(figures.OfType<ReportValue>()), figures, [.. columns.Select(c => c.Title)], numbers, labelled: true))}
            <p class="beside">{(shown.Length > 1 ? Beside(shown[1], measure, numbers) : Html.None)}</p>
            <p class="by">{measure.Convention}</p>
            """);
    }

    private static Html Beside(ReportColumn baseline, ReportMeasure measure, ReportNumbers numbers)
    {
        // The sentence is about what was measured; the column's verdict is about the baseline.
        string verdict = baseline.Against(measure)?.Verdict switch
        {
            ReportVerdict.Worse => "✓ clearly better than",
            ReportVerdict.Better => "✗ clearly worse than",
            ReportVerdict.NotClear => "≈ not clearly different from",
            ReportVerdict.Different => "≠ clearly different from",
            _ => "beside",
        };
        string mark = baseline.Against(measure)?.Verdict switch { ReportVerdict.Worse => "win", ReportVerdict.Better => "loss", _ => "even" };
        return Html.Of($"""<span class="{mark}">{verdict}</span> {baseline.Title}, {numbers.WithUnit(baseline.Figure(measure)!.Value!.Value)}""");
    }

    private static ReportColumn? Strongest(IReadOnlyList<ReportColumn> columns, ReportMeasure measure)
    {
        IEnumerable<ReportColumn> with = columns.Skip(1).Where(c => !c.IsBound && c.Figure(measure)?.Value is not null);
        return measure.HigherIsBetter switch
        {
            true => with.MaxBy(c => c.Figure(measure)!.Value),
            false => with.MinBy(c => c.Figure(measure)!.Value),
            null => with.FirstOrDefault(),
        };
    }
}
