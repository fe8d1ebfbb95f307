using VoxPilot.Core;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, K Gaussians

/// <summary>A Gaussian as a network reads it (spec/sqs.md §7.3): eleven numbers of geometry and three of colour, none far from 1.</summary>
internal static class GaussianGeometry
{
    /// <summary>Numbers of a Gaussian: μ in 0…1 of the grid's space, s in metres, q with w ≥ 0, o, and red, green, blue.</summary>
    public const int Width = 14;

    private const double ZerothHarmonic = 0.28209479177387814; // Y_00 = 1 / (2 √π)
    private const double Grey = 0.5;

    /// <summary>(B, K, 14). The colour is that of the zeroth harmonic as the renderer has it, grey where none is predicted.</summary>
    public static Tensor Of(GaussianSet gaussians, GridSpec grid)
    {
        Tensor mean = new NormalizedSpace(grid).Normalise(gaussians.Means);                  // (B, K, 3)
        Tensor q = gaussians.Rotations;                                                      // (B, K, 4)
        Tensor rotation = where(q.narrow(2, 0, 1).lt(0), -q, q);                             // q and −q are one rotation
        Tensor colour = gaussians.Harmonics is null
            ? full_like(mean, Grey)
            : (gaussians.Harmonics.select(2, 0) * ZerothHarmonic + Grey).relu();             // (B, K, 3)
        return cat([mean, gaussians.Scales, rotation, gaussians.Opacities.unsqueeze(2), colour], 2);
    }
}
