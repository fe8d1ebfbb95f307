namespace VoxPilot.Jobs.Reports;

/// <summary>Dots and whiskers as inline SVG: one lane for each figure, on a scale that neighbours share. Shapes tell the lanes apart, not colours.</summary>
internal static class IntervalPlot
{
    private const int Lane = 10, Labels = 15, Margin = 3;

    /// <summary>Figures below each other.</summary>
    /// <param name="axis">The scale.</param>
    /// <param name="figures">One for each column, which decides the shape; one that is absent or undefined gets no lane.</param>
    /// <param name="names">What each column is.</param>
    /// <param name="numbers">How numbers are written.</param>
    /// <param name="labelled">Whether the ticks' values stand above.</param>
    /// <param name="zero">Whether the line of 0 is drawn (differences).</param>
    public static Html Of(PlotAxis axis, IReadOnlyList<ReportValue?> figures, IReadOnlyList<string> names, ReportNumbers numbers, bool labelled, bool zero = false)
    {
        int[] lanes = [.. Enumerable.Range(0, figures.Count).Where(i => figures[i]?.Value is not null)];
        int top = labelled ? Labels : 0, height = top + 2 * Margin + Lane * Math.Max(1, lanes.Length);
        string said = string.Join("; ", lanes.Select(i => $"{names[i]} {numbers.Sentence(figures[i]!)}"));
        return Html.Of($"""
            <svg class="plot" role="img" aria-label="{said}" height="{height}">{Grid(axis, top, height, zero)}{(labelled ? TickLabels(axis) : Html.None)}{Html.All(lanes.Select((i, row) => Mark(axis, figures[i]!, i, top + Margin + Lane * row + Lane / 2, $"{names[i]}: {numbers.Sentence(figures[i]!)}")))}</svg>
            """);
    }

    /// <summary>The mark of a lane by itself: the key in a column's heading.</summary>
    public static Html Key(int lane) => Html.Of($"""<svg class="key lane{lane % Shapes}" width="12" height="12" aria-hidden="true"><svg x="6" y="6" overflow="visible">{Shape(lane)}</svg></svg>""");

    private const int Shapes = 6;

    private static Html Shape(int lane) => (lane % Shapes) switch
    {
        0 => Html.Of($"""<circle r="4"/>"""),
        1 => Html.Of($"""<rect x="-3" y="-3" width="6" height="6"/>"""),
        2 => Html.Of($"""<path d="M0-4.2 4.2 0 0 4.2-4.2 0z"/>"""),
        3 => Html.Of($"""<path d="M0-3.6 3.8 3-3.8 3z"/>"""),
        4 => Html.Of($"""<path d="M0 3.6 3.8-3-3.8-3z"/>"""),
        _ => Html.Of($"""<path d="M-3-3 3 3M-3 3 3-3"/>"""),
    };

    private static Html Mark(PlotAxis axis, ReportValue figure, int lane, int y, string hint)
    {
        Html whisker = figure is { Low: double low, High: double high }
            ? Html.Of($"""<line class="whisker" x1="{Percent(axis, low)}" x2="{Percent(axis, high)}" y1="{y}" y2="{y}"/><line class="whisker" x1="{Percent(axis, low)}" x2="{Percent(axis, low)}" y1="{y - 3}" y2="{y + 3}"/><line class="whisker" x1="{Percent(axis, high)}" x2="{Percent(axis, high)}" y1="{y - 3}" y2="{y + 3}"/>""")
            : Html.None;
        return Html.Of($"""<g class="lane{lane % Shapes}"><title>{hint}</title>{whisker}<svg x="{Percent(axis, figure.Value!.Value)}" y="{y}" overflow="visible">{Shape(lane)}</svg></g>""");
    }

    private static Html Grid(PlotAxis axis, int top, int height, bool zero) => Html.All(axis.Ticks().Select(tick =>
        Html.Of($"""<line class="{(zero && Math.Abs(tick) < axis.Step / 2 ? "zero" : "grid")}" x1="{Percent(axis, tick)}" x2="{Percent(axis, tick)}" y1="{top}" y2="{height}"/>""")));

    // Five labels would touch each other in a narrow place: every other one, then, 0 among them.
    private static Html TickLabels(PlotAxis axis)
    {
        int every = axis.Steps > 3 ? 2 : 1;
        long first = (long)Math.Round(axis.From / axis.Step);
        ReportNumbers numbers = new("", Decimals(axis.Step * every));
        return Html.All(axis.Ticks().Select((tick, i) => (first + i) % every != 0 ? Html.None :
            Html.Of($"""<text x="{Percent(axis, tick)}" y="10" text-anchor="{(i == 0 ? "start" : i == axis.Steps ? "end" : "middle")}">{numbers.Text(tick)}</text>""")));
    }

    private static int Decimals(double step)
    {
        int decimals = 0;
        for (double s = step; decimals < 6 && Math.Abs(s - Math.Round(s)) > 1e-6 * s; s *= 10)
        {
            decimals++;
        }
        return decimals;
    }

    private static string Percent(PlotAxis axis, double value) => axis.Place(value).ToString("0.##") + "%";
}
