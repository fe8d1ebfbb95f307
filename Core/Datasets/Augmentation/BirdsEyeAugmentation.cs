namespace VoxPilot.Core.Datasets.Augmentation;

/// <summary>Rotation and scale of the ego frame about its origin, for detection (SparseBEV). Occupancy is not resampled: samples that were rotated have none.</summary>
public sealed record BirdsEyeAugmentation
{
    /// <summary>The frame stays.</summary>
    public static BirdsEyeAugmentation None { get; } = new();

    /// <summary>SparseBEV's: ±0.3925 rad, scale 0.95 to 1.05 (spec/sqs.md §1.2).</summary>
    public static BirdsEyeAugmentation SparseBev { get; } = new() { Rotation = 0.3925, MinimumScale = 0.95, MaximumScale = 1.05 };

    /// <summary>Up to so many radians to either side.</summary>
    public double Rotation { get; init; }

    /// <summary>Least scale of the world.</summary>
    public double MinimumScale { get; init; } = 1;

    /// <summary>Greatest scale of the world.</summary>
    public double MaximumScale { get; init; } = 1;

    /// <summary>Draws for one sample.</summary>
    internal BirdsEyeJitter Draw(SampleRandom random) => new(random.Between(-Rotation, Rotation), random.Between(MinimumScale, MaximumScale));
}
