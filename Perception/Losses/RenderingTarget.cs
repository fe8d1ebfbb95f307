using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>What cameras show, for rendered images to be compared with: B samples of N cameras, h × w pixels.</summary>
/// <param name="Colors">(B, N, 3, h, w), 0…1.</param>
/// <param name="Depth">(B, N, h, w) metres along the optical axis, 0 where nothing was measured.</param>
/// <param name="Labels">(B, N, h, w) uint8: 0…16, 17 for the sky, more where there is none; null: not known.</param>
public sealed record RenderingTarget(Tensor Colors, Tensor Depth, Tensor? Labels = null);
