using System.Globalization;

namespace VoxPilot.Jobs.Training;

/// <summary>A scale of a curve, linear or logarithmic.</summary>
/// <param name="Low">Value at its beginning.</param>
/// <param name="High">Value at its end.</param>
/// <param name="Log">Whether equal distances are equal ratios.</param>
internal sealed record CurveScale(double Low, double High, bool Log)
{
    private const double LogRatio = 8; // figures that span this much are read better as ratios
    private const double Cut = 0.01; // so many of the lowest and highest raw values do not decide the scale
    private const double Margin = 0.05;
    private const double NearZero = 0.35; // a linear scale that begins below this share of its end begins at 0
    private const int MostTicks = 5;

    /// <summary>The scale of steps, from 0 on.</summary>
    public static CurveScale Steps(IEnumerable<IReadOnlyList<CurvePoint>> runs) => new(0, Math.Max(1, runs.SelectMany(r => r).Select(p => p.Step).DefaultIfEmpty(1).Max()), Log: false);

    /// <summary>The scale of a figure of several runs: all smoothed values and nearly all raw ones.</summary>
    /// <param name="runs">The figure's points by run.</param>
    /// <param name="linear">Never logarithmic.</param>
    public static CurveScale Of(IEnumerable<IReadOnlyList<CurvePoint>> runs, bool linear = false)
    {
        CurvePoint[] all = [.. runs.SelectMany(r => r)];
        if (all.Length == 0)
        {
            return new(0, 1, Log: false);
        }
        double[] lows = [.. all.Select(p => p.Low).Order()], highs = [.. all.Select(p => p.High).Order()];
        int cut = (int)(Cut * all.Length);
        double low = Math.Min(lows[cut], all.Min(p => p.Smooth)), high = Math.Max(highs[^(1 + cut)], all.Max(p => p.Smooth));
        if (!linear && low > 0 && high >= LogRatio * low)
        {
            double room = Math.Pow(high / low, Margin);
            return new(low / room, high * room, Log: true);
        }
        if (high - low <= 1e-9 * Math.Abs(high))
        {
            // A figure that does not move stands in the middle.
            double around = high == 0 ? 1 : 0.5 * Math.Abs(high);
            return new(low - around, high + around, Log: false);
        }
        double margin = Margin * (high - low);
        return new(low >= 0 && low < NearZero * high ? 0 : low - margin, high + margin, Log: false);
    }

    /// <summary>Place of a value, 0 at the beginning and 1 at the end; a little beyond where it does not fit.</summary>
    public double Place(double value) => Math.Clamp(Log ? value > 0 ? Math.Log(value / Low) / Math.Log(High / Low) : -1 : (value - Low) / (High - Low), -0.2, 1.2);

    /// <summary>Round values within the scale.</summary>
    public IReadOnlyList<double> Ticks()
    {
        if (Log)
        {
            double[][] kinds = [[1, 2, 5], [1, 3], [1]];
            IReadOnlyList<double>[] finer = [.. kinds.Select(Multiples)];
            return finer.FirstOrDefault(t => t.Count is >= 2 and <= MostTicks) ?? (finer[2].Count > MostTicks ? [.. finer[2].Where((_, i) => i % (1 + finer[2].Count / MostTicks) == 0)] : finer[0]);
        }
        double tenth = Math.Pow(10, Math.Floor(Math.Log10((High - Low) / MostTicks)));
        double step = new[] { 1, 2, 2.5, 5, 10 }.Select(s => s * tenth).First(s => Math.Floor(High / s) - Math.Ceiling(Low / s) + 1 <= MostTicks);
        double first = Math.Ceiling(Low / step);
        return [.. Enumerable.Range(0, (int)(Math.Floor(High / step) - first) + 1).Select(i => (first + i) * step)];
    }

    /// <summary>A value in few letters: 12k, 3.5, 0.02, 2e-4.</summary>
    public static string Text(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.##}M"),
        >= 1e4 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0.#}k"),
        >= 100 => string.Create(CultureInfo.InvariantCulture, $"{value:0}"),
        >= 10 => string.Create(CultureInfo.InvariantCulture, $"{value:0.#}"),
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}"),
        >= 0.001 => string.Create(CultureInfo.InvariantCulture, $"{value:0.####}"),
        _ => value.ToString("0.##e-0", CultureInfo.InvariantCulture),
    };

    private List<double> Multiples(double[] digits)
    {
        List<double> ticks = [];
        for (double decade = Math.Pow(10, Math.Floor(Math.Log10(Low))); decade <= High; decade *= 10)
        {
            ticks.AddRange(digits.Select(d => d * decade).Where(t => t >= Low && t <= High));
        }
        return ticks;
    }
}
