using VoxPilot.Core.Geometry;

namespace VoxPilot.Perception;

/// <summary>The tensors' memory as <see cref="SplatList"/> and <see cref="SplatBackward"/> read it: float32, contiguous, laid out as in <see cref="SplatArrays"/>.</summary>
internal readonly unsafe struct SplatSource(SplatShape shape, SplatConfig config, float* means, float* scales, float* rotations, float* opacities, float* colors, float* worldToCamera, float* intrinsics)
{
    /// <summary>Sizes.</summary>
    public SplatShape Shape { get; } = shape;

    /// <summary>Constants.</summary>
    public SplatConfig Config { get; } = config;

    /// <summary>o of a Gaussian, counted through the batch.</summary>
    public double Opacity(long k) => opacities[k];

    /// <summary>μ of a Gaussian.</summary>
    public Vector3D Mean(long k) => new(means[3 * k], means[3 * k + 1], means[3 * k + 2]);

    /// <summary>Its greatest scale.</summary>
    public double GreatestScale(long k) => Math.Max(Math.Abs(scales[3 * k]), Math.Max(Math.Abs(scales[3 * k + 1]), Math.Abs(scales[3 * k + 2])));

    /// <summary>Its colour or its harmonics.</summary>
    public float* Color(long k) => colors + k * Shape.ColorValues;

    /// <summary>Its harmonics in double precision.</summary>
    public void Harmonics(long k, Span<double> target)
    {
        float* source = Color(k);
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = source[i];
        }
    }

    /// <summary>The Gaussian as a camera sees it.</summary>
    public SplatProjection Project(in SplatCamera camera, long k)
    {
        float* q = rotations + 4 * k;
        Vector3D s = new(scales[3 * k], scales[3 * k + 1], scales[3 * k + 2]);
        return new(camera, Config, Mean(k), s, [q[0], q[1], q[2], q[3]], opacities[k]);
    }

    /// <summary>All cameras.</summary>
    public SplatCamera[] Cameras()
    {
        SplatCamera[] cameras = new SplatCamera[Shape.Images];
        Span<double> pose = stackalloc double[16], k = stackalloc double[9];
        for (int i = 0; i < cameras.Length; i++)
        {
            for (int j = 0; j < 16; j++)
            {
                pose[j] = worldToCamera[16 * i + j];
            }
            for (int j = 0; j < 9; j++)
            {
                k[j] = intrinsics[9 * i + j];
            }
            cameras[i] = new(pose, k, Shape, Config);
        }
        return cameras;
    }
}
