using VoxPilot.Core;

namespace VoxPilot.Perception;

// What a pack.json may not say yet stands in the constructor: only there does generated JSON code keep a default for what is not written.

/// <summary>The shared forecaster (spec/sparseoccvla.md §7.2).</summary>
/// <param name="QueryResidual">
/// Whether the queries join what the language model makes of their tokens: F_0 = LN(Q_L + o), the residual fusion. False: F_0 = LN(o), the forecast knows of a
/// query what came through the language model alone.
/// </param>
public sealed record ForecasterConfig(bool QueryResidual = true)
{
    /// <summary>Metres per unit of a motion's first two numbers, Δx and Δy; the third is Δyaw in radians.</summary>
    public const double MotionMetres = 10;

    /// <summary>Channels; those of the encoder's queries.</summary>
    public required int Width { get; init; }

    /// <summary>D: channels of the language model's hidden states.</summary>
    public required int LanguageWidth { get; init; }

    /// <summary>Attention blocks.</summary>
    public required int Blocks { get; init; }

    /// <summary>R: points that the encoder's last layer gives each query.</summary>
    public required int SourcePoints { get; init; }

    /// <summary>Inner channels of the feed-forward network.</summary>
    public required int FfnWidth { get; init; }

    /// <summary>R_f: points of each query at a future instant.</summary>
    public int Points { get; init; } = 48;

    /// <summary>Attention heads.</summary>
    public int Heads { get; init; } = 8;

    /// <summary>Dropout in training.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Numbers in the description of the car's motion until each instant.</summary>
    public int MotionWidth { get; init; } = 6;

    /// <summary>Instants, seconds from now.</summary>
    public double[] Horizons { get; init; } = [1, 2, 3];

    /// <summary>
    /// Each point starts as the same point of now, seen from where the car will be, with the logits it has now; a new forecaster copies and moves.
    /// What stands stays what and where it is; what may move is moved (<see cref="MovesAgents"/>). Queries that leave the grid come in on its other side, where
    /// points and classes are learnt. It needs as many points as there are now. False: a query's points start from its centre of now in the
    /// present ego frame, their logits from nothing (spec/sparseoccvla.md §7.2), and the network has to undo the car's motion itself.
    /// </summary>
    public bool StartsFromPresent { get; init; }

    /// <summary>
    /// Whether points of classes that may move get the motion head's displacement. It is learnt in any case; where it does not help on validation, as over a
    /// perception that finds few of them, training switches it off.
    /// </summary>
    public bool MovesAgents { get; init; } = true;

    /// <summary>Metres per unit of the point head's output.</summary>
    public double OffsetScale { get; init; } = 0.5;

    /// <summary>Space that normalised coordinates 0…1 span.</summary>
    public GridSpec Grid { get; init; } = GridSpec.Occ3D;

    /// <summary>Classes of a point.</summary>
    public int Classes { get; init; } = OccupancyClasses.Occupied;
}
