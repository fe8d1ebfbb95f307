using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Training;

/// <summary>The stage <c>occupancy</c> as data (spec/sparseoccvla.md §3.3–§4, §9.1 stage 1).</summary>
public sealed record OccupancyConfig
{
    /// <summary>Chamfer and focal loss.</summary>
    public required OccupancyLossConfig Loss { get; init; }

    /// <summary>λ of the distillation; it needs a teacher.</summary>
    public double Distillation { get; init; } = 1;

    /// <summary>Whether scene tokens and teacher pass LayerNorms before they are compared (<see cref="FeatureDistillationConfig.Normalised"/>).</summary>
    public bool NormalisedDistillation { get; init; } = true;

    /// <summary>Weight of closed questions about the key frames' boxes that are asked of the queries (<see cref="QuestionLesson"/>); 0: none are.</summary>
    public double QuestionWeight { get; init; }

    /// <summary>How queries come to know of Gaussians; null: as in the pack that the stage starts from.</summary>
    public PlugInUse? Interaction { get; init; }

    /// <summary>k: Gaussians that a query looks at.</summary>
    public int Neighbours { get; init; } = 16;

    /// <summary>Opacity from which a Gaussian is looked at.</summary>
    public double OpacityThreshold { get; init; } = 0.1;

    /// <summary>Weight of what a distilled interaction misses of the plug-in's.</summary>
    public double InteractionDistillation { get; init; } = 1;

    /// <summary>How samples are varied.</summary>
    public required ClipAugmentation Augmentation { get; init; }

    /// <summary>Share of the learning rate that the backbone gets.</summary>
    public double BackboneShare { get; init; } = 0.1;

    /// <summary>Key frames whose occupancy the queries' starting points are clustered from; 0 leaves them as they are.</summary>
    public int ClusteredFrames { get; init; } = 128;

    /// <summary>Validation key frames that previews measure.</summary>
    public int PreviewFrames { get; init; } = 16;

    /// <summary>Validation key frames on which score thresholds are set at the end.</summary>
    public int ThresholdFrames { get; init; } = 64;

    /// <summary>By preset.</summary>
    public static OccupancyConfig For(TrainingPreset preset) => preset switch
    {
        TrainingPreset.Paper => new()
        {
            Loss = OccupancyLossConfig.Opus(),
            Augmentation = new() { Image = ImageAugmentation.SparseBev, Color = ColorAugmentation.Standard },
        },
        _ => new()
        {
            Loss = OccupancyLossConfig.Nano(),
            // As for dense2d: the row in which something meets the ground tells how far it is, while scale and crop are left alone.
            Augmentation = new() { MirrorProbability = 0.5 },
            // Its backbone is not pre-trained on millions of other images.
            BackboneShare = 0.5,
        },
    };

    /// <summary>How the stage learns where nothing else is said.</summary>
    public static TrainingConfig Training(TrainingPreset preset) => preset switch
    {
        TrainingPreset.Nano => new() { Steps = 16_000, BatchSize = 2, LearningRate = 1.2e-3, WarmupSteps = 300, AverageDecay = 0.999 },
        TrainingPreset.Mini => new() { Steps = 2000, BatchSize = 4, LearningRate = 4e-4, WarmupSteps = 100, AverageDecay = 0.998 },
        // 36 epochs of 28,130 key frames, batch 16.
        _ => new() { Steps = 63_288, BatchSize = 16, LearningRate = 2e-4, WarmupSteps = 500, AverageDecay = 0.9998, Precision = TrainingPrecision.Mixed },
    };
}
