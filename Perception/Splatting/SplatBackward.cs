using VoxPilot.Core.Geometry;

namespace VoxPilot.Perception;

/// <summary>
/// From what the tiles summed to the gradients of Gaussians and cameras (spec/sqs.md §8.4). A task owns a stretch of Gaussians and adds up
/// their pairs camera by camera and tile by tile, so that the order does not depend on the threads.
/// </summary>
internal static unsafe class SplatBackward
{
    private const int Chunk = 512;
    private const int PoseValues = 12;

    /// <summary>Fills the gradients; all float32, laid out as in <see cref="SplatArrays"/>.</summary>
    /// <param name="source">What was rendered.</param>
    /// <param name="list">Splats and lists.</param>
    /// <param name="sums">What <see cref="SplatGradients"/> filled.</param>
    /// <param name="means">(B, K, 3).</param>
    /// <param name="scales">(B, K, 3).</param>
    /// <param name="rotations">(B, K, 4).</param>
    /// <param name="opacities">(B, K).</param>
    /// <param name="colors">(B, K, C) or (B, K, bases, 3).</param>
    /// <param name="poses">(B, N, 4, 4); the last row stays as it is.</param>
    public static void Run(SplatSource source, SplatList list, float* sums, float* means, float* scales, float* rotations, float* opacities, float* colors, float* poses)
    {
        SplatShape s = source.Shape;
        int[] splats = SplatOfGaussian(s, list);
        int chunks = (s.K + Chunk - 1) / Chunk;
        double[] parts = new double[s.B * chunks * s.N * PoseValues];
        SplatSchedule.Run(s.B * chunks, source.Config.Threads, task =>
        {
            (int b, int chunk) = Math.DivRem(task, chunks);
            double[] totals = new double[SplatGradients.Moments + s.Channels], gradColor = new double[s.ColorValues], harmonics = new double[s.ColorValues];
            for (int k = chunk * Chunk; k < Math.Min(s.K, (chunk + 1) * Chunk); k++)
            {
                long at = (long)b * s.K + k;
                GaussianGradient gaussian = default;
                Array.Clear(gradColor);
                for (int n = 0; n < s.N; n++)
                {
                    int image = b * s.N + n, splat = splats[(long)image * s.K + k];
                    if (splat >= 0 && list.PairFirst[splat + 1] > list.PairFirst[splat])
                    {
                        Sum(list, splat, sums, totals);
                        Add(source, list.Cameras[image], at, totals, harmonics, gradColor, ref gaussian, parts.AsSpan((task * s.N + n) * PoseValues, PoseValues));
                    }
                }
                Write(means + 3 * at, gaussian.Mean);
                Write(scales + 3 * at, gaussian.Scales);
                float* q = rotations + 4 * at;
                (q[0], q[1], q[2], q[3]) = ((float)gaussian.W, (float)gaussian.X, (float)gaussian.Y, (float)gaussian.Z);
                opacities[at] = (float)gaussian.Opacity;
                for (int c = 0; c < gradColor.Length; c++)
                {
                    colors[at * gradColor.Length + c] = (float)gradColor[c];
                }
            }
        });
        for (int image = 0; image < s.Images; image++)
        {
            for (int i = 0; i < PoseValues; i++)
            {
                double sum = 0;
                for (int chunk = 0; chunk < chunks; chunk++)
                {
                    sum += parts[((image / s.N * chunks + chunk) * s.N + image % s.N) * PoseValues + i];
                }
                poses[image * 16 + i] = (float)sum;
            }
        }
    }

    private static int[] SplatOfGaussian(SplatShape s, SplatList list)
    {
        int[] splats = new int[s.Images * s.K];
        Array.Fill(splats, -1);
        for (int image = 0; image < s.Images; image++)
        {
            for (int i = list.First[image]; i < list.First[image + 1]; i++)
            {
                splats[image * s.K + list.Gaussians[i]] = i;
            }
        }
        return splats;
    }

    private static void Sum(SplatList list, int splat, float* sums, double[] totals)
    {
        Array.Clear(totals);
        for (int pair = list.PairFirst[splat]; pair < list.PairFirst[splat + 1]; pair++)
        {
            float* part = sums + (long)pair * totals.Length;
            for (int i = 0; i < totals.Length; i++)
            {
                totals[i] += part[i];
            }
        }
    }

    private static void Add(
        SplatSource source, in SplatCamera camera, long k, ReadOnlySpan<double> totals, double[] harmonics, double[] gradColor,
        ref GaussianGradient gaussian, Span<double> pose)
    {
        SplatShape s = source.Shape;
        SplatProjection p = source.Project(camera, k);
        ReadOnlySpan<double> gradChannels = totals[SplatGradients.Moments..];
        (double a, double b, _) = p.Conic;
        double y = 1 / p.YY;
        // Q d = (A x', B x' + dy / S₂yy); ∂(u, v) = Σ vs Q d; V₂ = −½ Σ vs (Q d)(Q d)ᵀ; ∂o = −Σ vs / o.
        SplatGradient image = new(
            a * totals[1], b * totals[1] + y * totals[2], gradChannels[s.C],
            -a * a * totals[3] / 2, -a * (b * totals[3] + y * totals[4]) / 2, -(b * b * totals[3] + 2 * b * y * totals[4] + y * y * totals[5]) / 2,
            -totals[0] / p.Opacity);
        Vector3D mean = source.Mean(k);
        p.Backward(camera, source.Config, mean, source.Opacity(k), image, ref gaussian, pose);
        if (s.Bases > 0)
        {
            source.Harmonics(k, harmonics);
            HarmonicColor.Backward(camera, mean, harmonics, gradChannels[..s.C], gradColor, ref gaussian, pose);
            return;
        }
        for (int c = 0; c < s.C; c++)
        {
            gradColor[c] += gradChannels[c];
        }
    }

    private static void Write(float* target, Vector3D v) => (target[0], target[1], target[2]) = ((float)v.X, (float)v.Y, (float)v.Z);
}
