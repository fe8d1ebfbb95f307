using System.Text.Json.Serialization;
using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>A decoder of sparse occupancy queries (spec/sparseoccvla.md §3.2; OPUS).</summary>
public sealed record OccupancyEncoderConfig
{
    /// <summary>Q: queries.</summary>
    public required int Queries { get; init; }

    /// <summary>C: channels of a query and of the image features.</summary>
    public required int Width { get; init; }

    /// <summary>R_l: points that each query has after layer l; its length is the number of layers.</summary>
    public required int[] Points { get; init; }

    /// <summary>T: frames that are looked at, the present one first.</summary>
    public required int Frames { get; init; }

    /// <summary>L: levels of the feature pyramid.</summary>
    public required int Levels { get; init; }

    /// <summary>Inner channels of the feed-forward network.</summary>
    public required int FfnWidth { get; init; }

    /// <summary>G: groups of channels that sample at points of their own.</summary>
    public int Groups { get; init; } = 4;

    /// <summary>P: sampling points per group and frame.</summary>
    public int SamplePoints { get; init; } = 4;

    /// <summary>Points after mixing, per group.</summary>
    public int MixingPoints { get; init; } = 32;

    /// <summary>Attention heads.</summary>
    public int Heads { get; init; } = 8;

    /// <summary>Classes of a point; emptiness is no class.</summary>
    public int Classes { get; init; } = OccupancyClasses.Occupied;

    /// <summary>Metres per unit of the point head's output.</summary>
    public double OffsetScale { get; init; } = 0.5;

    /// <summary>Dropout of attention and feed-forward network in training.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Pairing of level weights and frames.</summary>
    public LevelWeightOrder LevelWeights { get; init; } = LevelWeightOrder.ByGroup;

    /// <summary>Space that normalised coordinates 0…1 span.</summary>
    public GridSpec Grid { get; init; } = GridSpec.Occ3D;

    /// <summary>Interaction with the Gaussians of a pre-trained model before each layer samples the images; null: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // what is written of a model without it, and its hash, stay as they were
    public QueryInteractionConfig? Interaction { get; init; }

    /// <summary>Number of decoder layers.</summary>
    [JsonIgnore]
    public int Layers => Points.Length;

    /// <summary>R: points per query after the last layer.</summary>
    [JsonIgnore]
    public int LastPoints => Points[^1];
}
