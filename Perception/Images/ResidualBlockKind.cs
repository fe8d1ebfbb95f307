namespace VoxPilot.Perception;

/// <summary>Which residual block a backbone is made of.</summary>
public enum ResidualBlockKind
{
    /// <summary>Two 3×3 convolutions (ResNet-18, 34).</summary>
    Basic,

    /// <summary>1×1, 3×3, 1×1 convolutions, the last four times as wide (ResNet-50 and up).</summary>
    Bottleneck,
}
