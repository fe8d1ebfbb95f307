namespace VoxPilot.Perception;

/// <summary>
/// A Gaussian in an image as <see cref="SplatBlending"/> reads it. With x' = dx + (B/A) dy the exponent is a sum of squares,
/// σ = (A x'² + dy² / S₂yy) / 2, which no rounding can make negative; both factors are divided by ln 2.
/// </summary>
internal struct Splat
{
    /// <summary>Centre, columns.</summary>
    public double U;

    /// <summary>Centre, rows.</summary>
    public double V;

    /// <summary>B/A.</summary>
    public double Slope;

    /// <summary>A / (2 ln 2).</summary>
    public float Curve;

    /// <summary>1 / (2 S₂yy ln 2).</summary>
    public float Steep;

    /// <summary>o, compensated.</summary>
    public float Opacity;

    /// <summary>How many rows it reaches from its centre.</summary>
    public float Reach;
}
