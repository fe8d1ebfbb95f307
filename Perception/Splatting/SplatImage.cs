using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, N cameras, C channels, H rows, W columns

/// <summary>What <see cref="SplatRasterizer"/> gives (spec/sqs.md §8.2).</summary>
public sealed record SplatImage
{
    private const double LeastAlpha = 1e-10;

    /// <summary>Σ w_i c_i (B, N, C, H, W), over the background where one was given; C is 0 where the Gaussians have no colours.</summary>
    public required Tensor Colors { get; init; }

    /// <summary>Accumulated depth Σ w_i z_i (B, N, H, W), metres along the optical axis; 0 where nothing is.</summary>
    public required Tensor Depth { get; init; }

    /// <summary>A = Σ w_i (B, N, H, W), 0…1: how far the Gaussians cover a pixel.</summary>
    public required Tensor Alpha { get; init; }

    /// <summary>D / max(A, 1e-10) (B, N, H, W): the depth of what covers a pixel, metres.</summary>
    public Tensor ExpectedDepth() => Depth / Alpha.clamp_min(LeastAlpha);
}
