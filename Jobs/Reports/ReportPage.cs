using System.Text;

namespace VoxPilot.Jobs.Reports;

/// <summary>A report as one HTML page: one file for a reader, which loads nothing and prints.</summary>
public static class ReportPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">The file; its folder is made if absent, and a file of that name is replaced.</param>
    /// <exception cref="InvalidDataException">The report contradicts itself.</exception>
    public static void Write(Report report, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ReportFile.WriteWhole(path, Encoding.UTF8.GetBytes(Of(report)));
    }

    /// <summary>The page's text.</summary>
    /// <exception cref="InvalidDataException">The report contradicts itself.</exception>
    public static string Of(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        ReportCheck.Throw(report, report.Subject.Name);
        ReportConventions conventions = new(report);
        Html main = Html.All(
        [
            PageFrame.Section("summary", "Summary", ReportSummary.Of(report)),
            .. report.Sections.Select(s => new ReportSectionHtml(report, s, conventions).Whole()),
            PageFrame.Section("repeat", "How it was measured", Repeat(report)),
            PageFrame.Section("legend", "Legend", Legend(report, conventions)),
        ]);
        IEnumerable<(string, string)> links =
            [("summary", "Summary"), .. report.Sections.Select(s => (Anchor(s), s.Title)), ("repeat", "How it was measured"), ("legend", "Legend")];
        return PageFrame.Of($"{report.Subject.Name} on {report.Data.Name}: VoxPilot {ReportWords.Kind(report.Kind)}", Head(report), links, main);
    }

    /// <summary>Where a task's section stands in the page.</summary>
    internal static string Anchor(ReportSection section) => "task-" + section.Id;

    private static Html Head(Report report) => Html.Of($"""
        <p class="kind">VoxPilot · {ReportWords.Kind(report.Kind)}</p>
        <h1>{report.Subject.Name}</h1>
        <p class="lead">on <b>{report.Data.Name}</b>: {ReportWords.Amount(report)}</p>
        {(report.Subject.Trained == false ? PageFrame.Alarm("untrained", ReportWords.Untrained) : Html.None)}
        {(report.Data.Scenes.Count == 1 ? PageFrame.Alarm("one-scene", ReportWords.OneScene) : Html.None)}
        <p class="badges">{PageFrame.Trained(report.Subject)}{Html.All(report.Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => PageFrame.Badge(s.Key, s.Value, ReportWords.IsUnusual(s.Key, s.Value))))}</p>
        <p class="facts">{Html.Join(Html.Of($" · "), PageFrame.Facts(report))}</p>
        """);

    private static Html Repeat(Report report)
    {
        double longest = report.Seconds.Values.DefaultIfEmpty(0).Max();
        Html times = Html.All(report.Seconds.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => Html.Of($"""
            <tr><th scope="row">{s.Key}</th><td class="number">{Seconds(s.Value)}</td><td class="bar"><i style="width:{(longest > 0 ? 100 * s.Value / longest : 0).ToString("0.#")}%"></i></td></tr>
            """)));
        Html scenes = Html.Join(Html.Of($", "), report.Data.Scenes.Select(s => Html.Of($"<code>{s}</code>")));
        return Html.Of($"""
            <h3>The command that measures it again</h3>
            <pre class="command" tabindex="0">{report.Command}</pre>
            {(report.Seconds.Count == 0 ? Html.None : Html.Of($"""<h3>What took how long</h3><table class="times"><tbody>{times}</tbody></table>"""))}
            <details><summary>The {ReportWords.Things(report.Kind).Scene}s</summary><p class="scenes">{scenes}</p></details>
            """);
    }

    private static string Seconds(double seconds) => seconds switch
    {
        < 0.1 => $"{1000 * seconds:0.0} ms",
        < 100 => $"{seconds:0.00} s",
        < 6000 => $"{seconds / 60:0.0} min",
        _ => $"{seconds / 3600:0.0} h",
    };

    private static Html Legend(Report report, ReportConventions conventions) => Html.Of($"""
        <p>Small type beneath a figure is its 95 % interval: {ReportWords.Some(report.Bootstrap.Replicates, "draw")} of {ReportWords.Things(report.Kind).Scene}s with replacement ({ReportWords.Things(report.Kind).Step}s of
        one {ReportWords.Things(report.Kind).Scene} resemble each other, so that it is drawn as a whole), from the 2.5th to the 97.5th percentile. All columns see the same draws, so a difference has a paired interval, which is
        narrower than the two intervals look: trust the signs, not the overlap of whiskers. A task that cannot be done is absent, never zero.</p>
        <h3>Signs</h3>
        {PageFrame.Signs(ReportSigns.BesideBaselines)}
        <h3>Conventions</h3>
        <p>Figures of two conventions are never comparable, even where they have one name.</p>
        {conventions.Legend()}
        """);
}
