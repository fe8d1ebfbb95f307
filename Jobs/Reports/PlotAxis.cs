namespace VoxPilot.Jobs.Reports;

/// <summary>The scale of interval plots that stand below each other.</summary>
/// <param name="From">Value of the first tick.</param>
/// <param name="Step">Distance of ticks.</param>
/// <param name="Steps">Number of steps.</param>
internal sealed record PlotAxis(double From, double Step, int Steps)
{
    private const int MostSteps = 4;
    private const double Margin = 3; // per cent at each end, so that no mark is cut

    /// <summary>Round ticks around figures and the ends of their intervals; from 0 where that costs little.</summary>
    public static PlotAxis Over(IEnumerable<ReportValue> figures, bool withZero = false)
    {
        double[] at = [.. figures.SelectMany(f => new[] { f.Value, f.Low, f.High }).OfType<double>().Concat(withZero ? [0.0] : [])];
        (double low, double high) = at.Length == 0 ? (0, 0) : (at.Min(), at.Max());
        if (low == 0 && high == 0)
        {
            return withZero ? new(-1, 1, 2) : new(0, 1, 1);
        }
        low = low > 0 && low < 0.5 * high ? 0 : low;
        double span = high > low ? high - low : Math.Abs(high);
        double tenth = Math.Pow(10, Math.Floor(Math.Log10(span / MostSteps)));
        double step = new[] { 1, 2, 2.5, 5, 10, 20 }.Select(s => s * tenth).First(s => Math.Ceiling(high / s) - Math.Floor(low / s) <= MostSteps);
        double from = Math.Floor(low / step);
        return new(from * step, step, Math.Max(1, (int)(Math.Ceiling(high / step) - from)));
    }

    /// <summary>Place of a value, in per cent of the width.</summary>
    public double Place(double value) => Margin + (100 - 2 * Margin) * (value - From) / (Step * Steps);

    /// <summary>Values of the ticks.</summary>
    public IEnumerable<double> Ticks() => Enumerable.Range(0, Steps + 1).Select(i => From + i * Step);
}
