using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Training;

/// <summary>What the stage dense2d learns, and from which variations of its images.</summary>
public sealed record Dense2DConfig
{
    /// <summary>Architecture of the head.</summary>
    public required DenseHeadConfig Head { get; init; }

    /// <summary>Weights of the loss.</summary>
    public DenseLossConfig Loss { get; init; } = new();

    /// <summary>
    /// How samples are varied: the mirrored world alone. Cameras stay where they are on a car, so the row in which something meets the
    /// ground tells how far it is; scale and crop would take that from a network, and so far it learns too little rather than by heart.
    /// </summary>
    public ClipAugmentation Augmentation { get; init; } = new() { MirrorProbability = 0.5 };

    /// <summary>Worker threads of the loader. One keeps up with two cores that train.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Validation key frames that previews measure.</summary>
    public int PreviewFrames { get; init; } = 24;

    /// <summary>The stage for an architecture: maps of stride 4, whatever the finest level of its pyramid.</summary>
    public static Dense2DConfig For(PerceptionConfig perception)
    {
        ArgumentNullException.ThrowIfNull(perception);
        return new() { Head = new() { InputWidth = perception.Neck.Width, Upscale = perception.Backbone.OutputStrides[0] / 4 } };
    }

    /// <summary>How the stage learns where nothing else is said. Steps are of 8 key frames, 48 images.</summary>
    public static TrainingConfig Training(TrainingPreset preset) => preset switch
    {
        TrainingPreset.Nano => new() { Steps = 2500, BatchSize = 8, LearningRate = 1e-3, WarmupSteps = 200, WarmupStart = 0.01, AverageDecay = 0.998 },
        TrainingPreset.Mini => new() { Steps = 600, BatchSize = 8, LearningRate = 1e-3, WarmupSteps = 100, WarmupStart = 0.01, AverageDecay = 0.99 },
        _ => new() { Steps = 20_000, BatchSize = 8, LearningRate = 2e-4, WarmupSteps = 500, Precision = TrainingPrecision.Mixed },
    };
}
