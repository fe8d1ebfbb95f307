namespace VoxPilot.Perception;

/// <summary>Weights of <see cref="RenderingLoss"/> (spec/sqs.md §5.2).</summary>
public sealed record RenderingLossConfig
{
    /// <summary>ω₁: mean |Ĉ − I| over all pixels and channels.</summary>
    public double Color { get; init; } = 1;

    /// <summary>ω₂: mean |D̂ − d| over the pixels that LiDAR has measured, metres.</summary>
    public double Depth { get; init; } = 0.05;

    /// <summary>
    /// Whether depth is compared as expected, D / A, in place of accumulated. Accumulated depth, as in the paper, also pulls rays with a measurement
    /// towards opacity; with expected depth <see cref="Alpha"/> does.
    /// </summary>
    public bool ExpectedDepth { get; init; }

    /// <summary>Weight of −ln A where LiDAR has measured something; 0 in the paper.</summary>
    public double Alpha { get; init; }

    /// <summary>
    /// Weight of the cross-entropy of rendered classes, Σ wᵢ cᵢ with what is left of the ray for the sky, against the classes of pixels; needs a decoder with classes and a
    /// data set that knows them. The paper's first open question; 0: none are rendered.
    /// </summary>
    public double Classes { get; init; }
}
