namespace VoxPilot.Perception;

/// <summary>Weights of <see cref="DenseLoss"/>.</summary>
public sealed record DenseLossConfig
{
    /// <summary>Weight of the cross-entropy.</summary>
    public double Classes { get; init; } = 1;

    /// <summary>Weight of the error of depth.</summary>
    public double Depth { get; init; } = 1;

    /// <summary>
    /// What a pixel of each class counts, labels 0…16 and the sky. Cones, people and cycles are a few pixels in a thousand, and what matters to a car:
    /// they count several times, though far less than their rarity would ask for, which would paint them everywhere.
    /// </summary>
    public IReadOnlyList<float> ClassWeights { get; init; } = [2, 3, 5, 2, 2, 3, 5, 5, 5, 3, 2, 1, 1.5f, 1.5f, 1, 1, 1, 0.5f];
}
