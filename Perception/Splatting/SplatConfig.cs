namespace VoxPilot.Perception;

/// <summary>The constants of the rasteriser (spec/sqs.md §8.1).</summary>
public sealed record SplatConfig
{
    /// <summary>Gaussians whose centre lies nearer along the optical axis than this are left out, metres.</summary>
    public double Near { get; init; } = 0.2;

    /// <summary>Gaussians whose centre lies farther along the optical axis than this are left out, metres.</summary>
    public double Far { get; init; } = 1e10;

    /// <summary>Added to both variances in the image, square pixels.</summary>
    public double LowPass { get; init; } = 0.3;

    /// <summary>Most that one Gaussian can cover a pixel; below 1. Where it is reached, nothing flows back through α.</summary>
    public double AlphaCap { get; init; } = 0.99;

    /// <summary>A Gaussian that covers a pixel less than this is not blended there.</summary>
    public double AlphaFloor { get; init; } = 1.0 / 255;

    /// <summary>The Gaussian that would leave less transmittance than this, and all behind it, are not blended.</summary>
    public double TransmittanceStop { get; init; } = 1e-4;

    /// <summary>How far beyond the image x/z and y/z may lie in the Jacobian of the projection, as a part of its width and height.</summary>
    public double ClampMargin { get; init; } = 0.15;

    /// <summary>Multiply opacities by √(det S₂ before the low-pass / det S₂ after it), so that what is smaller than a pixel does not grow bright.</summary>
    public bool Antialiased { get; init; }

    /// <summary>Most threads on the CPU; 0: one per processor. The image has the same bits whatever stands here.</summary>
    public int Threads { get; init; }

    /// <summary>What gsplat 1.5.3 does: a nearer near plane, and the cap of its older releases.</summary>
    public static SplatConfig Gsplat() => new() { Near = 0.01, AlphaCap = 0.999 };
}
