using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>What a decoder layer is given beside its queries.</summary>
internal sealed record LayerInput
{
    /// <summary>Anchors before activation (B, K, C).</summary>
    public required Tensor Raw { get; init; }

    /// <summary>e (B, K, D): the anchors' embedding.</summary>
    public required Tensor Embedding { get; init; }

    /// <summary>Of all cameras.</summary>
    public required CameraFeatures Features { get; init; }

    /// <summary>(B, N, 4, 4).</summary>
    public required Tensor EgoToImage { get; init; }

    /// <summary>Is shown every intermediate by name; for tests.</summary>
    public Action<string, Tensor>? Watch { get; init; }
}
