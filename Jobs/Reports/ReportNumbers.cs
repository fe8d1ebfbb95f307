namespace VoxPilot.Jobs.Reports;

/// <summary>How the figures of one row are written: all with the same number of decimals, which follows from their unit and size.</summary>
/// <param name="Unit">%, m, or empty for a ratio.</param>
/// <param name="Decimals">Decimals of each figure.</param>
internal readonly record struct ReportNumbers(string Unit, int Decimals)
{
    private const int MostDecimals = 6;
    private const string Minus = "−";

    /// <summary>For a measure and its baselines.</summary>
    public static ReportNumbers For(ReportMeasure measure) => For(measure.Unit, measure.Baselines.Values.Append(measure.Value));

    /// <summary>For figures that stand in one row.</summary>
    public static ReportNumbers For(string unit, IEnumerable<ReportValue> figures)
    {
        if (unit == "plans")
        {
            return new(unit, 0); // a count
        }
        double largest = Largest(figures);
        int decimals = Finer(unit switch { "%" => 2, "m" or "" => 3, "ms" => 1, _ => 2 }, largest);
        for (double size = largest; size >= 100 && decimals > 0 && unit != "%"; size /= 10)
        {
            decimals--;
        }
        return new(unit, decimals);
    }

    /// <summary>For a difference of figures that are written like this: not coarser, and finer where little would be left of it.</summary>
    public ReportNumbers ForDifference(ReportValue difference) => this with { Decimals = Finer(Decimals, Largest([difference])) };

    /// <summary>A figure, without its unit.</summary>
    public string Text(double value)
    {
        double rounded = Math.Round(value, Decimals, MidpointRounding.AwayFromZero);
        string digits = Math.Abs(rounded).ToString("N" + Decimals);
        return rounded < 0 ? Minus + digits : digits;
    }

    /// <summary>A difference: with its sign, unless it is written as 0.</summary>
    public string Signed(double value) => Math.Round(value, Decimals, MidpointRounding.AwayFromZero) > 0 ? "+" + Text(value) : Text(value);

    /// <summary>A figure with its unit.</summary>
    public string WithUnit(double value) => Unit.Length == 0 ? Text(value) : $"{Text(value)} {Unit}";

    /// <summary>A figure with unit and interval in one line, for hints and screen readers.</summary>
    public string Sentence(ReportValue value) => value switch
    {
        { Value: null } => "undefined",
        { Value: double v, Low: double low, High: double high } => $"{WithUnit(v)} ({Text(low)} to {Text(high)})",
        _ => WithUnit(value.Value.Value),
    };

    private static double Largest(IEnumerable<ReportValue> figures) => figures.Max(f => Math.Abs(f.Value ?? 0));

    private static int Finer(int decimals, double largest)
    {
        while (largest > 0 && decimals < MostDecimals && largest < 2 * Math.Pow(10, -decimals))
        {
            decimals++;
        }
        return decimals;
    }
}
