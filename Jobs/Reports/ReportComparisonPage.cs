using System.Text;

namespace VoxPilot.Jobs.Reports;

/// <summary>Two reports beside each other as one HTML page, in the look of <see cref="ReportPage"/>.</summary>
public static class ReportComparisonPage
{
    private static readonly string[] s_names = ["B − A"];

    /// <summary>Writes the page.</summary>
    /// <param name="comparison">The two reports.</param>
    /// <param name="path">The file; its folder is made if absent, and a file of that name is replaced.</param>
    public static void Write(ReportComparison comparison, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ReportFile.WriteWhole(path, Encoding.UTF8.GetBytes(Of(comparison)));
    }

    /// <summary>The page's text.</summary>
    public static string Of(ReportComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        (Report a, Report b) = (comparison.A, comparison.B);
        ReportConventions conventions = new(a, b);
        Html main = Html.All(
        [
            PageFrame.Section("summary", "Summary", Html.Of($"""<p class="verdicts">{ReportWords.Verdicts(comparison)}</p><div class="tiles">{Html.All(comparison.Sections.SelectMany(Tiles))}</div>""")),
            .. comparison.Sections.Select(s => PageFrame.Section(Anchor(s), s.Title, Section(s, conventions))),
            PageFrame.Section("legend", "Legend", Html.Of($"""
                <p>B − A is the difference with its paired 95 % interval: both reports saw the same {ReportWords.Some(a.Bootstrap.Replicates, "draw")} of {ReportWords.Things(a.Kind).Scene}s (seed {a.Bootstrap.Seed.ToString()}),
                and the difference is taken draw by draw. Trust the signs, not the overlap of the two intervals.</p>
                <h3>Signs</h3>
                {PageFrame.Signs(ReportSigns.BesideAnother)}
                <h3>Conventions</h3>
                {conventions.Legend()}
                """)),
        ]);
        IEnumerable<(string, string)> links = [("summary", "Summary"), .. comparison.Sections.Select(s => (Anchor(s), s.Title)), ("legend", "Legend")];
        return PageFrame.Of($"{a.Subject.Name} beside {b.Subject.Name}: VoxPilot {ReportWords.Kind(a.Kind)}", Head(comparison), links, main);
    }

    private static string Anchor(ReportComparisonSection section) => "task-" + section.Id;

    private static Html Head(ReportComparison comparison) => Html.Of($"""
        <p class="kind">VoxPilot · {ReportWords.Kind(comparison.A.Kind)} · comparison</p>
        <h1>{comparison.A.Subject.Name} <span class="beside-word">beside</span> {comparison.B.Subject.Name}</h1>
        <p class="lead">on <b>{comparison.A.Data.Name}</b>: {ReportWords.Amount(comparison.A)}</p>
        {(comparison.A.Data.Scenes.Count == 1 ? PageFrame.Alarm("one-scene", ReportWords.OneScene) : Html.None)}
        <div class="two">{Side("A", comparison.A, comparison.B)}{Side("B", comparison.B, comparison.A)}</div>
        """);

    private static Html Side(string name, Report report, Report other) => Html.Of($"""
        <div class="side"><p><b class="letter">{name}</b> <b>{report.Subject.Name}</b></p>
        {(report.Subject.Trained == false ? PageFrame.Alarm("untrained", ReportWords.Untrained) : Html.None)}
        <p class="badges">{PageFrame.Trained(report.Subject)}{Html.All(report.Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s =>
            PageFrame.Badge(s.Key, s.Value, other.Settings.GetValueOrDefault(s.Key) != s.Value || ReportWords.IsUnusual(s.Key, s.Value))))}</p>
        <p class="facts">{Html.Join(Html.Of($" · "), PageFrame.Facts(report))}</p>
        <pre class="command" tabindex="0">{report.Command}</pre></div>
        """);

    private static IEnumerable<Html> Tiles(ReportComparisonSection section)
    {
        if (section.Rows.Count == 0)
        {
            string where = section is { AbsentInA: not null, AbsentInB: not null } ? "absent in both" : section.AbsentInA is not null ? "absent in A" : section.AbsentInB is not null ? "absent in B" : "not compared";
            return [Html.Of($"""<a class="tile" href="#{Anchor(section)}" data-measure="absent"><p class="task">{section.Title}</p><p class="absent">{where}</p></a>""")];
        }
        ReportComparisonRow[] rows = section.Rows.Any(r => r.A.Headline) ? [.. section.Rows.Where(r => r.A.Headline)] : [.. section.Rows.Take(1)];
        return rows.Select(row =>
        {
            ReportNumbers numbers = Numbers(row);
            (string words, string mark) = row.Difference.Verdict switch
            {
                ReportVerdict.Better => ("▲ B clearly better", "win"),
                ReportVerdict.Worse => ("▼ B clearly worse", "loss"),
                ReportVerdict.NotClear => ("≈ not clear", "even"),
                ReportVerdict.Different => ("≠ clearly different", "even"),
                _ => ("? not known", "even"),
            };
            return Html.Of($"""
                <a class="tile" href="#{Anchor(section)}" data-measure="{row.A.Id}"><p class="task">{section.Title}</p>
                <p class="what">{row.A.Title}&nbsp;<span class="direction">{ReportSigns.Direction(row.A.HigherIsBetter)}</span></p>
                <p class="big">{PageFrame.Difference(row.Difference.Value, numbers.ForDifference(row.Difference.Value))}</p>
                <p class="beside"><span class="{mark}">{words}</span> <span class="pair">{Plain(row.A.Value, numbers)} → {Plain(row.B.Value, numbers)}</span></p>
                <p class="by">{row.A.Convention}</p></a>
                """);
        });
    }

    private static string Plain(ReportValue value, ReportNumbers numbers) => value.Value is double v ? numbers.WithUnit(v) : "undefined";

    private static Html Section(ReportComparisonSection section, ReportConventions conventions) => Html.Of($"""
        {(section.AbsentInA is string a ? Html.Of($"""<p class="absence"><b>Absent in A.</b> {a}</p>""") : Html.None)}
        {(section.AbsentInB is string b ? Html.Of($"""<p class="absence"><b>Absent in B.</b> {b}</p>""") : Html.None)}
        {(section.Rows.Count == 0 ? Html.None : Table(section, conventions))}
        {(section.Unmatched.Count == 0 ? Html.None : Html.Of($"""<h3>Not compared</h3><ul class="baselines">{Html.All(section.Unmatched.Select(Unmatched))}</ul>"""))}
        """);

    private static Html Unmatched(ReportUnmatched unmatched)
    {
        ReportMeasure named = (unmatched.A ?? unmatched.B)!;
        return Html.Of($"""<li><b>{named.Title}</b>{(named.Group.Length > 0 ? $" ({named.Group})" : "")}: {unmatched.Reason}</li>""");
    }

    private static Html Table(ReportComparisonSection section, ReportConventions conventions) => Html.Of($"""
        <table class="figures">
        <thead><tr><th scope="col">Measure</th><th scope="col" class="value">A</th><th scope="col" class="value">B</th><th scope="col" class="value own">B − A</th><th scope="col" class="plotted">difference</th></tr></thead>
        {Html.All(section.Rows.GroupBy(r => (r.A.Group, r.A.Convention, r.A.Population)).Select(g => Group(g.Key, [.. g], conventions)))}
        </table>
        """);

    private static Html Group((string Group, string Convention, string Population) of, ReportComparisonRow[] rows, ReportConventions conventions)
    {
        Dictionary<string, PlotAxis> axes = rows.GroupBy(r => r.A.Unit).ToDictionary(u => u.Key, u => PlotAxis.Over(u.Select(r => r.Difference.Value), withZero: true));
        HashSet<string> labelled = [];
        Html[] counts = [.. rows.Select(Count)];
        bool shared = counts.Distinct().Count() == 1;
        bool same = of.Group == of.Convention || of.Group.Length == 0;
        Html name = same ? conventions.Link(of.Convention) : Html.Of($"<span>{of.Group}</span>");
        IEnumerable<Html> facts = [.. same ? [] : new[] { conventions.Link(of.Convention) }, Html.Of($"{of.Population}"), .. shared ? counts[..1] : []];
        return Html.Of($"""
            <tbody>
            <tr class="group"><th scope="rowgroup" colspan="5">{name} <small class="facts">{Html.Join(Html.Of($" · "), facts)}</small></th></tr>
            {Html.All(rows.Select((r, i) => Row(r, shared ? Html.None : Html.Of($"""<small class="facts">{counts[i]}</small>"""), axes[r.A.Unit], labelled.Add(r.A.Unit))))}
            </tbody>

            """);
    }

    private static Html Count(ReportComparisonRow row) =>
        row.A.Count == row.B.Count ? Html.Of($"n = {row.A.Count:N0}") : Html.Of($"n = {row.A.Count:N0} in A, {row.B.Count:N0} in B");

    private static Html Row(ReportComparisonRow row, Html count, PlotAxis axis, bool labelled)
    {
        ReportNumbers numbers = Numbers(row), finer = numbers.ForDifference(row.Difference.Value);
        return Html.Of($"""
            <tr data-measure="{row.A.Id}"><th scope="row">{row.A.Title}&nbsp;<span class="direction">{ReportSigns.Direction(row.A.HigherIsBetter)}</span>{count}</th>{Cell("A", row.A.Value, numbers)}{Cell("B", row.B.Value, numbers)}<td class="value own">{PageFrame.Label(Html.Of($"B − A"))}<span class="sign {row.Difference.Verdict.ToString()}">{ReportSigns.Of(row.Difference.Verdict)}</span>{PageFrame.Difference(row.Difference.Value, finer)}</td><td class="plotted">{IntervalPlot.Of(axis, [row.Difference.Value], s_names, finer, labelled, zero: true)}</td></tr>

            """);
    }

    private static Html Cell(string name, ReportValue value, ReportNumbers numbers) =>
        Html.Of($"""<td class="value">{PageFrame.Label(Html.Of($"{name}"))}{PageFrame.Figure(value, numbers)}</td>""");

    private static ReportNumbers Numbers(ReportComparisonRow row) => ReportNumbers.For(row.A.Unit, [row.A.Value, row.B.Value]);
}
