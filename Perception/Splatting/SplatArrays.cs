using VoxPilot.Core.Geometry;

namespace VoxPilot.Perception;

/// <summary>Gaussians and cameras in double precision, or the gradients of a loss by them: what <see cref="SplatRasterizerReference"/> takes and gives.</summary>
public sealed class SplatArrays
{
    /// <summary>All zeros.</summary>
    public SplatArrays(SplatShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Shape = shape;
        int k = shape.B * shape.K;
        (Means, Scales, Rotations, Opacities, Colors) = (new double[3 * k], new double[3 * k], new double[4 * k], new double[k], new double[k * shape.ColorValues]);
        (WorldToCamera, Intrinsics) = (new double[16 * shape.Images], new double[9 * shape.Images]);
    }

    /// <summary>Sizes.</summary>
    public SplatShape Shape { get; }

    /// <summary>μ (B, K, 3).</summary>
    public double[] Means { get; }

    /// <summary>s (B, K, 3).</summary>
    public double[] Scales { get; }

    /// <summary>q (B, K, 4), w, x, y, z, of any length.</summary>
    public double[] Rotations { get; }

    /// <summary>o (B, K).</summary>
    public double[] Opacities { get; }

    /// <summary>Colours (B, K, C), or spherical harmonics (B, K, bases, 3).</summary>
    public double[] Colors { get; }

    /// <summary>(B, N, 4, 4).</summary>
    public double[] WorldToCamera { get; }

    /// <summary>K (B, N, 3, 3); there are no gradients by it.</summary>
    public double[] Intrinsics { get; }

    internal Vector3D Mean(int k) => new(Means[3 * k], Means[3 * k + 1], Means[3 * k + 2]);

    internal Vector3D Scale(int k) => new(Scales[3 * k], Scales[3 * k + 1], Scales[3 * k + 2]);

    internal ReadOnlySpan<double> Rotation(int k) => Rotations.AsSpan(4 * k, 4);

    internal Span<double> Color(int k) => Colors.AsSpan(k * Shape.ColorValues, Shape.ColorValues);

    internal Span<double> Pose(int image) => WorldToCamera.AsSpan(16 * image, 16);

    internal void Add(int k, in GaussianGradient g)
    {
        Add(Means, 3 * k, g.Mean);
        Add(Scales, 3 * k, g.Scales);
        Rotations[4 * k] += g.W;
        Rotations[4 * k + 1] += g.X;
        Rotations[4 * k + 2] += g.Y;
        Rotations[4 * k + 3] += g.Z;
        Opacities[k] += g.Opacity;
    }

    private static void Add(double[] target, int at, Vector3D v)
    {
        target[at] += v.X;
        target[at + 1] += v.Y;
        target[at + 2] += v.Z;
    }
}
