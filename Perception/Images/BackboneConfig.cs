using System.Text.Json.Serialization;

namespace VoxPilot.Perception;

/// <summary>A residual network: stem of stride 4, then four stages of strides 4, 8, 16, 32.</summary>
public sealed record BackboneConfig
{
    /// <summary>The block of every stage.</summary>
    public required ResidualBlockKind Block { get; init; }

    /// <summary>Channels after the stem (7×7 convolution of stride 2, 3×3 maximum of stride 2).</summary>
    public required int StemWidth { get; init; }

    /// <summary>Inner channels of each stage.</summary>
    public required int[] Widths { get; init; }

    /// <summary>Blocks of each stage.</summary>
    public required int[] Blocks { get; init; }

    /// <summary>Stages, from 0, whose outputs are returned.</summary>
    public required int[] Outputs { get; init; }

    /// <summary>Stages that are not trained: 0 none, 1 the stem and the first stage, as in mmdet.</summary>
    public int FrozenStages { get; init; }

    /// <summary>True if normalisation keeps its running statistics in training (mmdet: norm_eval).</summary>
    public bool FreezeNorm { get; init; }

    /// <summary>Output channels of a block over its inner channels.</summary>
    [JsonIgnore]
    public int Expansion => Block == ResidualBlockKind.Bottleneck ? 4 : 1;

    /// <summary>Channels of each returned output.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> OutputWidths => [.. Outputs.Select(stage => Widths[stage] * Expansion)];

    /// <summary>Input pixels per feature, of each returned output.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> OutputStrides => [.. Outputs.Select(stage => 4 << stage)];
}
