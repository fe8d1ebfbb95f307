namespace VoxPilot.Perception;

/// <summary>Memory of the images that <see cref="SplatBlending"/> writes, or of their gradients; float32.</summary>
/// <param name="colors">(B, N, C, H, W).</param>
/// <param name="depth">(B, N, H, W).</param>
/// <param name="alpha">(B, N, H, W).</param>
/// <param name="left">Transmittance behind the last Gaussian (B, N, H, W), which the backward half starts from; null where nobody asks for it.</param>
/// <param name="last">The pair that was blended last (B, N, H, W), −1 where none was; null with <paramref name="left"/>.</param>
internal readonly unsafe struct SplatBuffers(float* colors, float* depth, float* alpha, float* left, int* last)
{
    public float* Colors { get; } = colors;

    public float* Depth { get; } = depth;

    public float* Alpha { get; } = alpha;

    public float* Left { get; } = left;

    public int* Last { get; } = last;
}
