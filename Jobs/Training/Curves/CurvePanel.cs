using System.Text;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Training;

/// <summary>A figure's curves as inline SVG: raw values faint, smoothed ones firm. Dashes tell runs apart where colours do not.</summary>
internal sealed class CurvePanel(CurveFigure figure, IReadOnlyList<string> runs, CurveScale steps)
{
    private const int Width = 1000, Height = 400; // units of the drawing, which stretches to its place
    private const int Strips = 40; // places that name their values when the pointer is over them
    private const int Lanes = 6;

    /// <summary>The panel.</summary>
    /// <param name="large">Higher than others.</param>
    public Html Whole(bool large = false) => Html.Of($"""
        <figure class="{(large ? "panel large" : "panel")}" data-figure="{figure.Title}"><figcaption><b>{figure.Title}</b>{Html.All(Enumerable.Range(0, runs.Count).Select(Now))}{(figure.Scale.Log ? Html.Of($"""<span class="log" title="equal distances are equal ratios">log scale</span>""") : Html.None)}</figcaption>
        <div class="chart"><svg viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{Said()}">{Grid()}{Html.All(figure.Runs.Select(Curves))}{Pointed()}</svg>{Labels()}</div></figure>

        """);

    /// <summary>A short piece of a run's line.</summary>
    public static Html Key(int run) => Html.Of($"""<svg class="key {Lane(run)}" width="26" height="10" aria-hidden="true"><path d="M0 5H26"/></svg>""");

    private static string Lane(int run) => $"lane{run % Lanes} dash{run % Lanes}";

    private Html Now(int run) => figure.Last(run) is double last
        ? Html.Of($"""<span class="now lane{(run % Lanes).ToString()}" title="{runs[run]}, smoothed, at the end">{CurveScale.Text(last)}</span>""")
        : Html.None;

    private string Said() => $"{figure.Title} by step: " + string.Join("; ", runs.Select((name, run) => figure.Runs[run] is [var first, .., var last]
        ? $"{name} from {CurveScale.Text(first.Smooth)} to {CurveScale.Text(last.Smooth)}"
        : figure.Last(run) is double only ? $"{name} {CurveScale.Text(only)}" : $"{name} has none"));

    private Html Grid() => Html.All(figure.Scale.Ticks().Select(tick => Html.Of($"""<line class="grid" x1="0" x2="{Width}" y1="{Y(tick)}" y2="{Y(tick)}"/>""")));

    private Html Labels() => Html.All(
    [
        .. figure.Scale.Ticks().Select(tick => Html.Of($"""<span class="y" style="bottom:{Percent(figure.Scale.Place(tick))}">{CurveScale.Text(tick)}</span>""")),
        .. steps.Ticks().Select(tick => Html.Of($"""<span class="x" style="left:{Percent(steps.Place(tick))}">{CurveScale.Text(tick)}</span>""")),
    ]);

    private Html Curves(IReadOnlyList<CurvePoint> points, int run)
    {
        if (points.Count == 0)
        {
            return Html.None;
        }
        StringBuilder raw = new(), smooth = new();
        foreach (CurvePoint point in points)
        {
            string x = X(point.Step), verb = raw.Length == 0 ? "M" : "L";
            raw.Append(verb).Append(x).Append(' ').Append(Y(point.Low));
            smooth.Append(verb).Append(x).Append(' ').Append(Y(point.Smooth));
            if (point.High > point.Low)
            {
                raw.Append('V').Append(Y(point.High));
            }
        }
        return Html.Of($"""<g class="{Lane(run)}"><path class="raw" d="{raw.ToString()}"/><path class="smooth" d="{smooth.ToString()}"/></g>""");
    }

    private Html Pointed()
    {
        double width = (double)Width / Strips;
        return Html.All(Enumerable.Range(0, Strips).Select(i =>
        {
            double step = steps.High * (i + 0.5) / Strips;
            string[] said = [.. runs.Select((name, run) => Near(run, step) is CurvePoint point ? $"{name}: {CurveScale.Text(point.Smooth)}" : "").Where(s => s.Length > 0)];
            return said.Length == 0 ? Html.None : Html.Of($"""<rect class="strip" x="{Number(i * width)}" y="0" width="{Number(width)}" height="{Height}"><title>about step {step.ToString("N0")}: {string.Join(", ", said)}</title></rect>""");
        }));
    }

    // The point of a run that stands for a step; none where the run ended before.
    private CurvePoint? Near(int run, double step)
    {
        foreach (CurvePoint point in figure.Runs[run])
        {
            if (point.Step >= step)
            {
                return point;
            }
        }
        return null;
    }

    private string X(double step) => Number(Width * steps.Place(step));

    private string Y(double value) => Number(Height * (1 - figure.Scale.Place(value)));

    private static string Number(double value) => value.ToString("0.#");

    private static string Percent(double share) => (100 * share).ToString("0.##") + "%";
}
