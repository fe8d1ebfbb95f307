using System.Text;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Training;

/// <summary>The curves of one or several runs as one HTML page, in the look of reports: it loads nothing and prints.</summary>
public static class CurvePage
{
    private const string Raw = "A faint line is the log itself, whose lines are means over some steps; where there are more of them than can be seen it spans the lowest and the highest of neighbours. " +
        "A firm line is a smoothed curve, and the figure beside a title is its end. Scales are logarithmic where a figure spans much, and leave out a few extreme raw values.";

    /// <summary>Writes the page.</summary>
    /// <param name="runs">The runs, one or more; several are laid over each other.</param>
    /// <param name="path">The file; its folder is made if absent, and a file of that name is replaced.</param>
    /// <exception cref="InvalidDataException">A run has no line of losses yet, or its log is damaged.</exception>
    public static void Write(IReadOnlyList<RunFolder> runs, string path)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ReportFile.WriteWhole(path, Encoding.UTF8.GetBytes(Of(RunCurve.Read(runs))));
    }

    /// <summary>The page's text.</summary>
    internal static string Of(IReadOnlyList<RunCurve> runs)
    {
        CurveFigure total = CurveFigure.Total(runs);
        CurveScale steps = CurveScale.Steps(total.Runs);
        string[] names = [.. runs.Select(run => run.Name)];
        Html Panels(IEnumerable<CurveFigure> figures) => Html.Of($"""<div class="panels">{Html.All(figures.Select(f => new CurvePanel(f, names, steps).Whole()))}</div>""");
        IReadOnlyList<CurveFigure> previews = CurveFigure.Previews(runs);
        (string Id, string Title, Html Content)[] sections =
        [
            ("loss", "Loss", Html.Of($"""
                <p class="about">The sum of the minimised terms, by step.</p>
                {new CurvePanel(total, names, steps).Whole(large: true)}
                {Table(runs, total)}
                """)),
            ("terms", "Terms", Html.Of($"""<p class="about">Each term with its weight, and figures that are only watched.</p>{Panels(CurveFigure.Terms(runs))}""")),
            .. previews.Count == 0 ? [] : new[] { ("previews", "Measured in between", Html.Of($"""<p class="about">On a few key frames, with the averaged weights.</p>{Panels(previews)}""")) },
            ("course", "Course", Panels(CurveFigure.Course(runs))),
            ("time", "Time", Html.Of($"""
                <p class="about">What a step's time went to, as a mean over the run.</p>
                {Html.All(runs.Select(Shares))}
                """)),
            ("legend", "Legend", Html.Of($"<p>{Raw}</p>")),
        ];
        string title = names.Length == 1 ? names[0] : $"{names.Length} runs";
        return PageFrame.Of($"{title}: VoxPilot training", Head(title, runs), sections.Select(s => (s.Id, s.Title)),
            Html.All(sections.Select(s => PageFrame.Section(s.Id, s.Title, s.Content))), CurveStyle.Css);
    }

    private static Html Head(string title, IReadOnlyList<RunCurve> runs) => Html.Of($"""
        <p class="kind">VoxPilot · training</p>
        <h1>{title}</h1>
        <p class="lead">{(runs.Count == 1
            ? Html.Of($"<b>{runs[0].Last.Step:N0}</b> steps, epoch <b>{runs[0].Last.Epoch:N0}</b>, <b>{Duration(runs[0].Last.Seconds)}</b>")
            : Html.Join(Html.Of($" · "), runs.Select((run, i) => Html.Of($"{CurvePanel.Key(i)} {run.Name}"))))}</p>
        """);

    private static Html Table(IReadOnlyList<RunCurve> runs, CurveFigure total) => Html.Of($"""
        <div class="runs"><table>
        <thead><tr><th scope="col">Run</th><th scope="col">Steps</th><th scope="col">Epoch</th><th scope="col">Time</th><th scope="col">First</th><th scope="col">Lowest</th><th scope="col">Last</th><th scope="col">Samples per second</th></tr></thead>
        <tbody>{Html.All(runs.Select((run, i) => Row(run, i, total.Runs[i])))}</tbody>
        </table></div>
        """);

    private static Html Row(RunCurve run, int i, IReadOnlyList<CurvePoint> points)
    {
        CurvePoint lowest = points.Count == 0 ? default : points.MinBy(p => p.Smooth);
        Html figures = points.Count == 0
            ? Html.Of($"""<td colspan="3" class="none">not a number</td>""")
            : Html.Of($"""<td>{CurveScale.Text(points[0].Smooth)}</td><td>{CurveScale.Text(lowest.Smooth)} <span class="unit">at {CurveScale.Text(lowest.Step)}</span></td><td><b>{CurveScale.Text(points[^1].Smooth)}</b></td>""");
        return Html.Of($"""
            <tr><th scope="row">{CurvePanel.Key(i)} {run.Name}</th><td>{run.Last.Step:N0}</td><td>{run.Last.Epoch:N0}</td><td>{Duration(run.Last.Seconds)}</td>{figures}<td>{CurveScale.Text(run.Lines.Average(line => line.SamplesPerSecond))}</td></tr>
            """);
    }

    private static Html Shares(RunCurve run)
    {
        IReadOnlyList<(string Name, double Share)> shares = run.Shares();
        return Html.Of($"""
            <h3>{run.Name}</h3>
            <div class="shares" role="img" aria-label="{string.Join(", ", shares.Select(s => $"{s.Name} {Percent(s.Share)}"))}">{Html.All(shares.Select((s, i) => Html.Of($"""<i class="lane{(i % 6).ToString()}" style="flex:{s.Share.ToString("0.####")} 0 0" title="{s.Name} {Percent(s.Share)}"></i>""")))}</div>
            <p class="sharelist">{Html.All(shares.Select((s, i) => Html.Of($"""<span><i class="lane{(i % 6).ToString()}"></i>{s.Name} <b>{Percent(s.Share)}</b></span>""")))}</p>
            """);
    }

    private static string Percent(double share) => $"{100 * share:0.0} %";

    private static string Duration(double seconds) => seconds switch
    {
        < 100 => $"{seconds:0} s",
        < 6000 => $"{seconds / 60:0} min",
        _ => $"{seconds / 3600:0.0} h",
    };
}
