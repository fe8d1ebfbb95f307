namespace VoxPilot.Jobs.Training;

/// <summary>One figure of one run over its steps, thinned to what can be seen and smoothed.</summary>
internal static class CurveSeries
{
    /// <summary>Most points of a curve.</summary>
    public const int MostPoints = 320;

    // A smoothed curve shows what lasts for a fiftieth of the run or so.
    private const double SmoothingShare = 1.0 / 60;
    private const double Reach = 3; // standard deviations after which a weight is as good as 0

    /// <summary>Of values by step; what is not a finite number is left out.</summary>
    public static IReadOnlyList<CurvePoint> Of(IEnumerable<(int Step, double Value)> values)
    {
        (int Step, double Value)[] given = [.. values.Where(v => double.IsFinite(v.Value))];
        int count = Math.Min(given.Length, MostPoints);
        CurvePoint[] points = new CurvePoint[count];
        double[] means = new double[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<(int Step, double Value)> near = given.AsSpan()[(int)((long)i * given.Length / count)..(int)((i + 1L) * given.Length / count)];
            double low = double.MaxValue, high = double.MinValue, sum = 0;
            foreach ((_, double value) in near)
            {
                (low, high, sum) = (Math.Min(low, value), Math.Max(high, value), sum + value);
            }
            (points[i], means[i]) = (new(near[^1].Step, low, high, 0), sum / near.Length);
        }
        double sigma = count * SmoothingShare;
        for (int i = 0; i < count; i++)
        {
            points[i] = points[i] with { Smooth = Smoothed(means, i, sigma) };
        }
        return points;
    }

    // A normal-weighted mean of the neighbours; at both ends the half that there is.
    private static double Smoothed(double[] means, int at, double sigma)
    {
        int reach = (int)Math.Ceiling(Reach * sigma);
        double sum = 0, weights = 0;
        for (int j = Math.Max(0, at - reach); j <= Math.Min(means.Length - 1, at + reach); j++)
        {
            double weight = sigma > 0 ? Math.Exp(-0.5 * (j - at) * (j - at) / (sigma * sigma)) : 1;
            (sum, weights) = (sum + weight * means[j], weights + weight);
        }
        return sum / weights;
    }
}
