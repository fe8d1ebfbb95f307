using VoxPilot.Core.Datasets.Augmentation;

namespace VoxPilot.Core.Datasets.Loading;

/// <summary>What batches a loader makes.</summary>
public sealed record ClipLoaderOptions
{
    /// <summary>Default of <see cref="Prefetch"/>.</summary>
    public const int DefaultPrefetch = 2;

    /// <summary>Samples of a batch.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Columns of the network's input.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the network's input.</summary>
    public required int Height { get; init; }

    /// <summary>Means of R, G, B, 0…255, that are subtracted.</summary>
    public IReadOnlyList<float> Mean { get; init; } = [123.675f, 116.28f, 103.53f];

    /// <summary>Standard deviations of R, G, B that are divided by.</summary>
    public IReadOnlyList<float> Std { get; init; } = [58.395f, 57.12f, 57.375f];

    /// <summary>Length of clips and what is read; without <see cref="KeyframeParts.Images"/> no images are prepared.</summary>
    public ClipOptions Clip { get; init; } = new();

    /// <summary>Columns of the LiDAR depth maps; 0: none are made.</summary>
    public int DepthWidth { get; init; }

    /// <summary>Rows of the LiDAR depth maps; 0: none are made.</summary>
    public int DepthHeight { get; init; }

    /// <summary>Columns of the maps of depth and class per pixel; 0: none are made.</summary>
    public int DenseWidth { get; init; }

    /// <summary>Rows of the maps of depth and class per pixel; 0: none are made.</summary>
    public int DenseHeight { get; init; }

    /// <summary>How samples are varied.</summary>
    public ClipAugmentation Augmentation { get; init; } = ClipAugmentation.None;

    /// <summary>Seed of order and augmentation.</summary>
    public ulong Seed { get; init; }

    /// <summary>False: key frames come as they stand in the data set.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>How often each key frame comes per epoch (<see cref="ClipSampler"/>); null: once.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>The loader ends after so many epochs, counted from epoch 0.</summary>
    public int Epochs { get; init; } = int.MaxValue;

    /// <summary>True: an incomplete batch at the end of an epoch is left out.</summary>
    public bool DropLast { get; init; }

    /// <summary>Worker threads.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Batches that are prepared ahead.</summary>
    public int Prefetch { get; init; } = DefaultPrefetch;

    /// <summary>What happens to samples that cannot be read.</summary>
    public FaultPolicy OnFault { get; init; } = FaultPolicy.Stop;

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    internal void Validate()
    {
        foreach ((int value, string name) in ((int, string)[])[
            (BatchSize, nameof(BatchSize)), (Width, nameof(Width)), (Height, nameof(Height)), (Epochs, nameof(Epochs)), (Threads, nameof(Threads)), (Prefetch, nameof(Prefetch))])
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        }
        if (Mean.Count != 3 || Std.Count != 3)
        {
            throw new ArgumentException($"Normalisation needs three means and three deviations, R, G, B; {Mean.Count} and {Std.Count} were given.", nameof(Mean));
        }
        Augmentation.Validate();
        if (DepthWidth < 0 || DepthHeight < 0 || DepthWidth == 0 != (DepthHeight == 0))
        {
            throw new ArgumentException($"Depth maps need a width and a height, or neither; {DepthWidth}×{DepthHeight} was given.", nameof(DepthWidth));
        }
        if (DepthWidth > 0 && !Clip.Parts.HasFlag(KeyframeParts.Lidar))
        {
            throw new ArgumentException("Depth maps are made of LiDAR points; add KeyframeParts.Lidar to Clip.Parts.", nameof(Clip));
        }
        if (DenseWidth < 0 || DenseHeight < 0 || DenseWidth == 0 != (DenseHeight == 0))
        {
            throw new ArgumentException($"Maps of depth and class need a width and a height, or neither; {DenseWidth}×{DenseHeight} was given.", nameof(DenseWidth));
        }
        if (DenseWidth > 0 && !Clip.Parts.HasFlag(KeyframeParts.Dense))
        {
            throw new ArgumentException("Maps of depth and class are made of the data set's own; add KeyframeParts.Dense to Clip.Parts.", nameof(Clip));
        }
        if (Clip.Past > 0 && Clip.Parts.HasFlag(KeyframeParts.Images) && !Clip.PastParts.HasFlag(KeyframeParts.Images))
        {
            throw new ArgumentException("Past frames of a clip need their images too; add KeyframeParts.Images to Clip.PastParts.", nameof(Clip));
        }
    }
}
