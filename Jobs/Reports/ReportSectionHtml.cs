namespace VoxPilot.Jobs.Reports;

/// <summary>One task of a page: a table with a row for each measure, a column for each baseline, and dots and whiskers.</summary>
internal sealed class ReportSectionHtml
{
    private readonly Report report;
    private readonly ReportSection section;
    private readonly ReportConventions conventions;
    private readonly IReadOnlyList<ReportColumn> columns;
    private readonly string[] names;

    public ReportSectionHtml(Report report, ReportSection section, ReportConventions conventions)
    {
        (this.report, this.section, this.conventions) = (report, section, conventions);
        columns = ReportColumn.Of(report, section);
        names = [.. columns.Select(c => c.Title)];
    }

    public Html Whole() => PageFrame.Section(ReportPage.Anchor(section), section.Title, Html.Of($"""
        <p class="about">{section.About}</p>
        {(section.Absent is string reason ? Html.Of($"""<p class="absence"><b>Absent.</b> {reason}</p>""") : Table())}
        {Baselines()}
        {Html.All(section.Pictures.Select(Picture))}
        """));

    private Html Table() => Html.Of($"""
        <table class="figures">
        <thead><tr><th scope="col">Measure</th>{Html.All(columns.Select(Heading))}<th scope="col" class="plotted">95 % intervals</th></tr></thead>
        {Html.All(Groups().Select(Group))}
        </table>
        """);

    private Html Heading(ReportColumn column, int lane) => Html.Of($"""
        <th scope="col" class="{(lane == 0 ? "value own" : "value")}" title="{column.Baseline?.About ?? "what was measured"}">{IntervalPlot.Key(lane)} {column.Title}{(lane == 0 && report.Subject.Trained == false ? Html.Of($"""<small class="untrained">not trained</small>""") : Html.None)}</th>
        """);

    // Rows of one heading stand together even where others came between.
    private IEnumerable<IGrouping<string, ReportMeasure>> Groups() => section.Measures.GroupBy(m => m.Group);

    private Html Group(IGrouping<string, ReportMeasure> group)
    {
        ReportMeasure[] rows = [.. group];
        Shared shared = new(Same(rows, m => m.Convention), Same(rows, m => m.Population), Same(rows, m => m.Count.ToString()));
        HashSet<string> labelled = [];
        Dictionary<string, PlotAxis> axes = rows.GroupBy(m => m.Unit).ToDictionary(u => u.Key, u => PlotAxis.Over(u.SelectMany(m => m.Baselines.Values.Append(m.Value))));
        return Html.Of($"""
            <tbody>
            <tr class="group"><th scope="rowgroup" colspan="{columns.Count + 2}">{Heading(group.Key, rows[0], shared)}</th></tr>
            {Html.All(rows.Select(m => Row(m, shared, axes[m.Unit], labelled.Add(m.Unit))))}
            </tbody>

            """);
    }

    // A heading that is the convention's own name is said once.
    private Html Heading(string group, ReportMeasure first, Shared shared)
    {
        bool same = shared.Convention && group == first.Convention;
        Html name = same ? conventions.Link(group) : group.Length == 0 ? Html.None : Html.Of($"<span>{group}</span>");
        return Html.Of($"{name} {Facts(first, shared.Convention && !same, shared.Population, shared.Count)}");
    }

    private Html Row(ReportMeasure measure, Shared shared, PlotAxis axis, bool labelled)
    {
        ReportNumbers numbers = ReportNumbers.For(measure);
        return Html.Of($"""
            <tr data-measure="{measure.Id}"><th scope="row">{measure.Title}&nbsp;<span class="direction">{ReportSigns.Direction(measure.HigherIsBetter)}</span>{Facts(measure, !shared.Convention, !shared.Population, !shared.Count)}</th>{Html.All(columns.Select((c, lane) => Cell(c, lane, measure, numbers)))}<td class="plotted">{IntervalPlot.Of(axis, [.. columns.Select(c => c.Figure(measure))], names, numbers, labelled)}</td></tr>

            """);
    }

    private Html Cell(ReportColumn column, int lane, ReportMeasure measure, ReportNumbers numbers)
    {
        string? star = column.Star(measure, columns);
        ReportDifference? against = column.Against(measure);
        string hint = against is null ? "" : Hint(against.Value, numbers.ForDifference(against.Value));
        return Html.Of($"""
            <td class="{(lane == 0 ? "value own" : "value")}{(star is null ? "" : " best")}" title="{hint}">{PageFrame.Label(Html.Of($"{IntervalPlot.Key(lane)} {column.Title}"))}{(star is null ? Html.None : Sign(star, "best"))}{(against is null ? Html.None : Sign(ReportSigns.Of(against.Verdict), against.Verdict.ToString()))}{PageFrame.Figure(column.Figure(measure), numbers)}</td>
            """);
    }

    private static string Hint(ReportValue against, ReportNumbers numbers) => against is { Value: double v, Low: double low, High: double high }
        ? $"less the figure measured: {numbers.Signed(v)}, paired 95 % interval {numbers.Signed(low)} to {numbers.Signed(high)}"
        : "a difference without an interval";

    private static Html Sign(string sign, string mark) => Html.Of($"""<span class="sign {mark}">{sign}</span>""");

    private Html Facts(ReportMeasure measure, bool convention, bool population, bool count)
    {
        List<Html> facts = [];
        if (convention)
        {
            facts.Add(conventions.Link(measure.Convention));
        }
        if (population)
        {
            facts.Add(Html.Of($"{measure.Population}"));
        }
        if (count)
        {
            facts.Add(Html.Of($"n = {measure.Count:N0}"));
        }
        return facts.Count == 0 ? Html.None : Html.Of($"""<small class="facts">{Html.Join(Html.Of($" · "), facts)}</small>""");
    }

    private static bool Same(ReportMeasure[] rows, Func<ReportMeasure, string> of) => rows.Select(of).Distinct().Count() == 1;

    private Html Baselines() => section.Baselines.Count == 0 ? Html.None : Html.Of($"""
        <ul class="baselines">{Html.All(section.Baselines.Select(b => Html.Of($"""<li><b>{b.Title}</b>: {b.About}{(Missing(b) is string why ? Html.Of($""" <span class="absence">Absent: {why}</span>""") : Html.None)}</li>""")))}</ul>
        """);

    private string? Missing(ReportBaseline baseline) =>
        baseline.Absent ?? section.Absent ?? (columns.Any(c => c.Baseline == baseline) ? null : "it has no figure of these measures.");

    private static Html Picture(ReportPicture picture) => Html.Of($"""
        <figure><img src="data:image/png;base64,{Convert.ToBase64String(picture.Png)}" alt="{picture.Title}"><figcaption>{picture.Title}</figcaption></figure>

        """);

    // What all rows of a group have in common stands once, in its heading.
    private readonly record struct Shared(bool Convention, bool Population, bool Count);
}
