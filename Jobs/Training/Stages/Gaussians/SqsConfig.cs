using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Training;

/// <summary>The stage <c>sqs</c> as data (spec/sqs.md §5, §6).</summary>
public sealed record SqsConfig
{
    /// <summary>The Gaussians. Where the pack has those of this architecture, they are learnt on; else they begin anew.</summary>
    public required GaussianDecoderConfig Decoder { get; init; }

    /// <summary>Columns of rendered images; the network's input must be a whole multiple of it.</summary>
    public required int RenderWidth { get; init; }

    /// <summary>Rows of rendered images; the network's input must be a whole multiple of it.</summary>
    public required int RenderHeight { get; init; }

    /// <summary>Colour, depth, and options.</summary>
    public RenderingLossConfig Loss { get; init; } = new();

    /// <summary>How Gaussians are rendered.</summary>
    public SplatConfig Splatting { get; init; } = new();

    /// <summary>How samples are varied: flips alone, as in the paper; here the mirrored world, cameras and LiDAR with it.</summary>
    public ClipAugmentation Augmentation { get; init; } = new() { MirrorProbability = 0.5 };

    /// <summary>
    /// Whether the image encoder learns, which is what pre-training is for; else Gaussians alone learn, over an image encoder that stays as it is: so that a pack that is trained
    /// already can render.
    /// </summary>
    public bool LearnsImages { get; init; } = true;

    /// <summary>Share of the learning rate that the backbone gets.</summary>
    public double BackboneShare { get; init; } = 0.1;

    /// <summary>Opacity from which queries look at a Gaussian (spec/sqs.md §7.3).</summary>
    public double KeptOpacity { get; init; } = 0.1;

    /// <summary>Share of Gaussians of at least that opacity below which training warns that opacity collapses, as the paper does.</summary>
    public double CollapsedShare { get; init; } = 0.05;

    /// <summary>Validation key frames that previews measure.</summary>
    public int PreviewFrames { get; init; } = 12;

    /// <summary>The stage at a size, for networks that see.</summary>
    /// <param name="preset">The size.</param>
    /// <param name="perception">The networks.</param>
    public static SqsConfig For(TrainingPreset preset, PerceptionConfig perception)
    {
        ArgumentNullException.ThrowIfNull(perception);
        ImageConfig image = perception.Image;
        GaussianDecoderConfig? own = perception.Gaussians?.Decoder;
        return preset == TrainingPreset.Paper
            ? new() { Decoder = own ?? GaussianDecoderConfig.PaperDet(), RenderWidth = image.Width / 2, RenderHeight = image.Height / 2 }
            // A backbone that no other images have taught learns at half the rate.
            : new() { Decoder = own ?? GaussianDecoderConfig.Nano(), RenderWidth = image.Width / 2, RenderHeight = image.Height / 2, BackboneShare = 0.5 };
    }

    /// <summary>How the stage learns where nothing else is said.</summary>
    public static TrainingConfig Training(TrainingPreset preset) => preset switch
    {
        TrainingPreset.Nano => new() { Steps = 5000, BatchSize = 2, LearningRate = 8e-4, WarmupSteps = 200, ClipNorm = 35, AverageDecay = 0.998, PreviewSteps = 500 },
        TrainingPreset.Mini => new() { Steps = 1000, BatchSize = 2, LearningRate = 8e-4, WarmupSteps = 100, ClipNorm = 35, AverageDecay = 0.99, PreviewSteps = 200 },
        // 20 epochs of 28,130 key frames, batch 8.
        _ => new() { Steps = 70_325, BatchSize = 8, LearningRate = 2e-4, WarmupSteps = 500, ClipNorm = 35, Precision = TrainingPrecision.Mixed },
    };

    /// <summary>Refuses what makes no sense for images of a size.</summary>
    /// <exception cref="TrainingException">An option is out of range; the message names it.</exception>
    public void Validate(ImageConfig image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (RenderWidth < 1 || RenderHeight < 1 || image.Width % RenderWidth != 0 || image.Height % RenderHeight != 0)
        {
            throw new TrainingException(
                $"render_width and render_height of the stage sqs are {RenderWidth} and {RenderHeight}; the input's {image.Width}×{image.Height} pixels must be whole multiples of them, {image.Width / 2} and {image.Height / 2} say.");
        }
        if (Decoder.Gaussians < 1)
        {
            throw new TrainingException($"decoder.gaussians of the stage sqs is {Decoder.Gaussians}; give one at least, {GaussianDecoderConfig.Nano().Gaussians} say.");
        }
        if (Loss.Classes > 0 && Decoder.Classes == 0)
        {
            throw new TrainingException("loss.classes of the stage sqs needs Gaussians with classes; give decoder.classes=17 too, or loss.classes=0.");
        }
        if (Loss.Color <= 0 && Loss.Depth <= 0 && Loss.Classes <= 0)
        {
            throw new TrainingException("loss.color, loss.depth and loss.classes of the stage sqs are all 0; nothing would be learnt. Give one of them a weight.");
        }
    }
}
