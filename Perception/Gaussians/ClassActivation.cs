namespace VoxPilot.Perception;

/// <summary>What makes class scores of a Gaussian's raw numbers (spec/sqs.md §3).</summary>
public enum ClassActivation
{
    /// <summary>log(1 + e^x): scores that add up in space (GaussianFormer with 25,600 Gaussians).</summary>
    Softplus,

    /// <summary>The raw numbers (GaussianFormer-2).</summary>
    Identity,
}
