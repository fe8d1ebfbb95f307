namespace VoxPilot.Core.Metrics;

// t: samples from the one in question; S_k = Σ t^k over the window; fit a + b t + c t²

/// <summary>Smooths a signal, or its slope, by a parabola fitted to the samples around each (Savitzky and Golay, 1964). At the ends the parabola of the first or last full window serves.</summary>
public static class SavitzkyGolay
{
    /// <summary>The smoothed signal.</summary>
    /// <param name="values">Equally spaced samples.</param>
    /// <param name="window">Samples of a window; fewer where there are not so many.</param>
    public static double[] Smooth(ReadOnlySpan<double> values, int window)
    {
        double[] smooth = new double[values.Length];
        for (int i = 0; i < smooth.Length; i++)
        {
            smooth[i] = Fit(values, i, window).Value;
        }
        return smooth;
    }

    /// <summary>The smoothed signal's slope.</summary>
    /// <param name="values">Equally spaced samples.</param>
    /// <param name="step">Distance of two samples, seconds.</param>
    /// <param name="window">Samples of a window; fewer where there are not so many.</param>
    public static double[] Slope(ReadOnlySpan<double> values, double step, int window)
    {
        double[] slope = new double[values.Length];
        for (int i = 0; i < slope.Length; i++)
        {
            slope[i] = Fit(values, i, window).Slope / step;
        }
        return slope;
    }

    private static (double Value, double Slope) Fit(ReadOnlySpan<double> values, int at, int window)
    {
        int count = Math.Min(window, values.Length), from = Math.Clamp(at - count / 2, 0, values.Length - count);
        if (count < 3)
        {
            return (values[at], count == 2 ? values[1] - values[0] : 0); // no parabola through so few
        }
        double s1 = 0, s2 = 0, s3 = 0, s4 = 0, y0 = 0, y1 = 0, y2 = 0;
        for (int i = from; i < from + count; i++)
        {
            double t = i - at, tt = t * t, y = values[i];
            (s1, s2, s3, s4) = (s1 + t, s2 + tt, s3 + tt * t, s4 + tt * tt);
            (y0, y1, y2) = (y0 + y, y1 + t * y, y2 + tt * y);
        }
        // Cramer's rule on the normal equations [n s1 s2; s1 s2 s3; s2 s3 s4] (a b c)ᵀ = (y0 y1 y2)ᵀ.
        double n = count;
        double p = s2 * s4 - s3 * s3, q = s1 * s4 - s2 * s3, r = s1 * s3 - s2 * s2, whole = n * p - s1 * q + s2 * r;
        double a = y0 * p - s1 * (y1 * s4 - y2 * s3) + s2 * (y1 * s3 - y2 * s2);
        double b = n * (y1 * s4 - y2 * s3) - y0 * q + s2 * (s1 * y2 - s2 * y1);
        return (a / whole, b / whole);
    }
}
