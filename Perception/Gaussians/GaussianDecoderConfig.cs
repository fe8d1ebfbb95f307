using System.Text.Json.Serialization;
using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>A decoder of 3D Gaussians (spec/sqs.md §§3, 4; gaps filled as §12 decides).</summary>
public sealed record GaussianDecoderConfig
{
    /// <summary>Key points at a Gaussian's centre and on both sides of it along its three axes.</summary>
    internal const int FixedKeyPoints = 7;

    private const int GeometryNumbers = 11; // position 3, scale 3, quaternion 4, opacity 1

    /// <summary>K: Gaussians.</summary>
    public required int Gaussians { get; init; }

    /// <summary>D: channels of a query and of the image features; a multiple of <see cref="Groups"/>.</summary>
    public required int Width { get; init; }

    /// <summary>Decoder layers.</summary>
    public required int Layers { get; init; }

    /// <summary>L: levels of the feature pyramid.</summary>
    public required int Levels { get; init; }

    /// <summary>Where Gaussians may lie.</summary>
    public required MetricBox Range { get; init; }

    /// <summary>Smallest standard deviation, metres.</summary>
    public double MinimumScale { get; init; } = 0.08;

    /// <summary>Largest standard deviation, metres.</summary>
    public double MaximumScale { get; init; } = 0.64;

    /// <summary>Edge of the voxels in which Gaussians meet, metres.</summary>
    public double Voxel { get; init; } = 0.5;

    /// <summary>Voxels along an edge of the sparse convolution's kernel; odd.</summary>
    public int Kernel { get; init; } = 5;

    /// <summary>G: groups of channels with attention weights of their own.</summary>
    public int Groups { get; init; } = 4;

    /// <summary>How far the fixed key points lie from the centre, in standard deviations.</summary>
    public double KeyPointOffset { get; init; } = 0.45;

    /// <summary>Key points that the query chooses.</summary>
    public int LearntKeyPoints { get; init; } = 2;

    /// <summary>Width of the cube in which the query chooses them, in standard deviations.</summary>
    public double LearntKeyPointScale { get; init; } = 1;

    /// <summary>Classes that a Gaussian has scores for; 0: none.</summary>
    public int Classes { get; init; }

    /// <summary>What makes those scores.</summary>
    public ClassActivation Activation { get; init; } = ClassActivation.Softplus;

    /// <summary>Degree of the colour's spherical harmonics, 0…4; null: no colour.</summary>
    public int? HarmonicsDegree { get; init; } = 0;

    /// <summary>Rule by which a layer moves its Gaussians.</summary>
    public GaussianRefinement Refinement { get; init; } = GaussianRefinement.Metres;

    /// <summary>Longest step of a layer along x and along y, metres.</summary>
    public double Step { get; init; } = 4;

    /// <summary>Longest step of a layer along z, metres.</summary>
    public double VerticalStep { get; init; } = 1;

    /// <summary>Order of the operations in a layer.</summary>
    public GaussianLayerOrder Order { get; init; } = GaussianLayerOrder.Solid;

    /// <summary>Dropout of the feed-forward networks in training.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>How many attention logits are left out in training.</summary>
    public double LogitDropout { get; init; } = 0.15;

    /// <summary>C: numbers of an anchor.</summary>
    [JsonIgnore]
    public int AnchorWidth => GeometryNumbers + Classes + 3 * Harmonics;

    /// <summary>Coefficients of one colour channel; 0 without colour.</summary>
    [JsonIgnore]
    public int Harmonics => HarmonicsDegree is int degree ? (degree + 1) * (degree + 1) : 0;

    /// <summary>P: key points of a Gaussian.</summary>
    [JsonIgnore]
    public int KeyPoints => FixedKeyPoints + LearntKeyPoints;

    /// <summary>Inner channels of the feed-forward networks.</summary>
    [JsonIgnore]
    public int FfnWidth => 4 * Width;

    /// <summary>The size that two cores can train, beside <see cref="PerceptionConfig.Nano"/>: few Gaussians, so larger ones in larger voxels.</summary>
    public static GaussianDecoderConfig Nano() => new()
    {
        Gaussians = 2000,
        Width = 128,
        Layers = 2,
        Levels = 3,
        Range = MetricBox.Of(GridSpec.Occ3D),
        MinimumScale = 0.1,
        MaximumScale = 3,
        Voxel = 0.8,
        Dropout = 0, // some epochs over some thousand key frames: it learns too little, not by heart
        LogitDropout = 0,
    };

    /// <summary>The paper's occupancy model: 25,600 Gaussians of width 128 in SurroundOcc's range.</summary>
    public static GaussianDecoderConfig PaperOcc() => new()
    {
        Gaussians = 25_600,
        Width = 128,
        Layers = 2,
        Levels = 4,
        Range = new(new(-50, -50, -5), new(50, 50, 3)),
    };

    /// <summary>The paper's detection model: 25,600 Gaussians of width 256 in the detectors' range.</summary>
    public static GaussianDecoderConfig PaperDet() => PaperOcc() with { Width = 256, Range = new(new(-51.2, -51.2, -5), new(51.2, 51.2, 3)) };

    /// <summary>nuscenes_gs25600_solid of GaussianFormer, whose checkpoints load as they are (<see cref="GaussianFormerCheckpoint"/>).</summary>
    public static GaussianDecoderConfig GaussianFormer() =>
        PaperOcc() with { Layers = 4, Classes = 17, HarmonicsDegree = null, Refinement = GaussianRefinement.Logit };
}
