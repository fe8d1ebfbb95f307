namespace VoxPilot.Core.Datasets.Augmentation;

/// <summary>
/// Resize, crop and flip of the images alone (spec/sparseoccvla.md §3.1): the world stays, and K follows the pixels exactly. The draw
/// is one for all images of a sample, as upstream.
/// </summary>
public sealed record ImageAugmentation
{
    /// <summary>Nothing is changed: every image is fitted as at test time.</summary>
    public static ImageAugmentation None { get; } = new();

    /// <summary>SparseBEV's and OPUS's for 704×256 of 1600×900: scale 0.38 to 0.55 where 0.44 fits, columns cut at random, flip of every second.</summary>
    public static ImageAugmentation SparseBev { get; } = new() { MinimumZoom = 0.38 / 0.44, MaximumZoom = 0.55 / 0.44, RandomCrop = true, FlipProbability = 0.5 };

    /// <summary>Least scale relative to the one that fits; below 1 a part of the input is black.</summary>
    public double MinimumZoom { get; init; } = 1;

    /// <summary>Greatest scale relative to the one that fits.</summary>
    public double MaximumZoom { get; init; } = 1;

    /// <summary>True: columns are cut at random; false: equally on both sides. Rows are always cut at the top.</summary>
    public bool RandomCrop { get; init; }

    /// <summary>
    /// Share of samples whose images are flipped while the world is not: fx becomes negative (<see cref="Camera.IsMirrored"/>). For
    /// networks that look up pixels through the matrix; what renders needs <see cref="MirrorAugmentation"/>.
    /// </summary>
    public double FlipProbability { get; init; }

    /// <summary>Draws for one sample.</summary>
    internal ImageJitter Draw(SampleRandom random)
    {
        double zoom = random.Between(MinimumZoom, MaximumZoom), left = random.Unit();
        return new(zoom, RandomCrop ? left : null, random.Chance(FlipProbability));
    }
}
