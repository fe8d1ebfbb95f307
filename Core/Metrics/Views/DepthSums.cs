namespace VoxPilot.Core.Metrics;

/// <summary>Sums over the valid pixels of a depth image, from which all errors follow.</summary>
/// <param name="Count">Valid pixels.</param>
/// <param name="Relative">Σ |p − t| / t.</param>
/// <param name="SquaredRelative">Σ (p − t)² / t.</param>
/// <param name="Squared">Σ (p − t)².</param>
/// <param name="SquaredLog">Σ (ln p − ln t)².</param>
/// <param name="Within1">Pixels with max(p/t, t/p) &lt; 1.25.</param>
/// <param name="Within2">Pixels with max(p/t, t/p) &lt; 1.25².</param>
/// <param name="Within3">Pixels with max(p/t, t/p) &lt; 1.25³.</param>
internal readonly record struct DepthSums(double Count, double Relative, double SquaredRelative, double Squared, double SquaredLog, double Within1, double Within2, double Within3)
{
    /// <summary>Both together.</summary>
    public static DepthSums operator +(DepthSums a, DepthSums b) => new(a.Count + b.Count, a.Relative + b.Relative, a.SquaredRelative + b.SquaredRelative, a.Squared + b.Squared,
        a.SquaredLog + b.SquaredLog, a.Within1 + b.Within1, a.Within2 + b.Within2, a.Within3 + b.Within3);

    /// <summary>The sum of one pixel.</summary>
    public static DepthSums Of(float predicted, float truth)
    {
        double off = predicted - truth, log = Math.Log(predicted / (double)truth), ratio = Math.Max(predicted / truth, truth / predicted);
        return new(1, Math.Abs(off) / truth, off * off / truth, off * off, log * log, ratio < DepthErrors.Delta ? 1 : 0,
            ratio < DepthErrors.Delta * DepthErrors.Delta ? 1 : 0, ratio < DepthErrors.Delta * DepthErrors.Delta * DepthErrors.Delta ? 1 : 0);
    }
}
