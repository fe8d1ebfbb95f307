using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>A diffusion decoder as data.</summary>
public sealed record DecoderConfig
{
    /// <summary>C, channels of a mode's feature.</summary>
    public required int Width { get; init; }

    /// <summary>Attention heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Inner channels of the feed-forward networks.</summary>
    public required int FfnWidth { get; init; }

    /// <summary>The operations, one after the other.</summary>
    public required IReadOnlyList<DecoderOperation> Operations { get; init; }

    /// <summary>Sines and cosines per position of a trajectory.</summary>
    public int PointWidth { get; init; } = 128;

    /// <summary>The feed-forward network normalises its input, and its skip connection is a linear layer.</summary>
    public bool NormalisedFeedForward { get; init; }

    /// <summary>A refinement adds to the displacements of its mode's anchor (<see cref="DecoderContext.Start"/>) instead of giving displacements outright.</summary>
    public bool RefineFromAnchors { get; init; }

    /// <summary>A refinement also gives a score for each mode.</summary>
    public bool RefineScores { get; init; }

    /// <summary>Cameras, levels and so on for <see cref="DecoderOperation.ImagePooling"/>.</summary>
    public ImagePoolingConfig? ImagePooling { get; init; }

    /// <summary>Numbers in a trajectory's embedding.</summary>
    public int TrajectoryWidth => Trajectory.Steps * PointWidth;

    /// <summary>The paper's decoder (spec/sparseoccvla.md §8.3): scene, ego, instruction, feed-forward, time; displacements after each layer.</summary>
    /// <param name="width">C.</param>
    /// <param name="heads">Attention heads.</param>
    /// <param name="ffnWidth">Inner channels of the feed-forward networks.</param>
    /// <param name="layers">Layers.</param>
    /// <param name="ego">Whether it attends to the car's own state.</param>
    public static DecoderConfig Paper(int width, int heads, int ffnWidth, int layers, bool ego = true) => new()
    {
        Width = width,
        Heads = heads,
        FfnWidth = ffnWidth,
        RefineFromAnchors = true,
        Operations =
        [
            .. Enumerable.Repeat<DecoderOperation[]>(
            [
                DecoderOperation.SceneAttention, DecoderOperation.Norm,
                .. ego ? (DecoderOperation[])[DecoderOperation.EgoAttention, DecoderOperation.Norm] : [],
                DecoderOperation.InstructionAttention, DecoderOperation.Norm,
                DecoderOperation.FeedForward, DecoderOperation.Norm,
                DecoderOperation.Modulation, DecoderOperation.Refine,
            ], layers).SelectMany(o => o),
        ],
    };

    /// <summary>DiffusionDrive's decoder on nuScenes (hustvl/DiffusionDrive, branch nusc, diffusiondrive_small_stage2).</summary>
    public static DecoderConfig DiffusionDrive() => new()
    {
        Width = 256,
        Heads = 8,
        FfnWidth = 512,
        NormalisedFeedForward = true,
        RefineScores = true,
        ImagePooling = new(),
        Operations =
        [
            .. Enumerable.Repeat<DecoderOperation[]>(
            [
                DecoderOperation.ImagePooling, DecoderOperation.ModeAttention, DecoderOperation.Norm,
                DecoderOperation.AgentAttention, DecoderOperation.Norm,
                DecoderOperation.AnchorAttention, DecoderOperation.Norm,
                DecoderOperation.FeedForward, DecoderOperation.Norm,
                DecoderOperation.Modulation, DecoderOperation.Refine,
            ], 2).SelectMany(o => o),
        ],
    };
}
