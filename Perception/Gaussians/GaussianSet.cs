using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, K Gaussians, D width

/// <summary>3D Gaussians of a batch of scenes, activated (spec/sqs.md §3): what the decoder gives, cameras render and queries look at.</summary>
public sealed record GaussianSet
{
    /// <summary>μ (B, K, 3), metres in the ego frame.</summary>
    public required Tensor Means { get; init; }

    /// <summary>s (B, K, 3), metres: standard deviations along the Gaussian's own axes.</summary>
    public required Tensor Scales { get; init; }

    /// <summary>q (B, K, 4), unit quaternions w, x, y, z; the covariance is R S² Rᵀ.</summary>
    public required Tensor Rotations { get; init; }

    /// <summary>o (B, K), 0…1.</summary>
    public required Tensor Opacities { get; init; }

    /// <summary>Spherical harmonics of the colour (B, K, (degree + 1)², 3), red, green, blue; null where none are predicted.</summary>
    public Tensor? Harmonics { get; init; }

    /// <summary>Class scores (B, K, classes), activated as the decoder's config says; null where none are predicted.</summary>
    public Tensor? Classes { get; init; }

    /// <summary>Query features (B, K, D) behind the Gaussians; null where they come from elsewhere.</summary>
    public Tensor? Features { get; init; }

    /// <summary>Hands the tensors to the dispose scope around the current one.</summary>
    public GaussianSet MoveToOuterDisposeScope()
    {
        foreach (Tensor? tensor in (Tensor?[])[Means, Scales, Rotations, Opacities, Harmonics, Classes, Features])
        {
            tensor?.MoveToOuterDisposeScope();
        }
        return this;
    }
}
