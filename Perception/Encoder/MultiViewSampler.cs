using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoxPilot.Perception;

// B batch, Q queries, T frames, N views, G groups, P points, L levels, C channels of a group

/// <summary>
/// Equations (4) and (5) of spec/sparseoccvla.md §3.2 in one pass over CPU memory: project a point, take the first view that
/// sees it, blend the levels bilinearly; and the gradients of that. The composition of tensor operators in
/// <see cref="MultiViewFeatures"/> is its plain twin.
/// </summary>
/// <remarks>
/// Memory, all float32 and contiguous: points (B, Q, T or 1, G, P, 3), weights (B, T, G, Q, P, L), matrices (B, T, N, 4, 4), level l
/// (B, T, N, h_l, w_l, G, C), output (B, Q, G, T, P, C).
/// </remarks>
internal static unsafe class MultiViewSampler
{
    /// <summary>Fills the output. Queries are shared among the cores.</summary>
    public static void Forward(SamplerShape s, float* points, float* weights, float* matrices, float*[] levels, float* output) =>
        Parallel.For(0, s.B * s.Q, bq =>
        {
            int b = bq / s.Q, q = bq % s.Q;
            float* target = output + (long)bq * s.G * s.T * s.P * s.C;
            for (int g = 0; g < s.G; g++)
            {
                for (int t = 0; t < s.T; t++)
                {
                    for (int p = 0; p < s.P; p++, target += s.C)
                    {
                        ProjectedPoint place = Project(s, points + Point(s, b, q, t, g, p), matrices, b, t);
                        float* omega = weights + Weight(s, b, t, g, q, p);
                        new Span<float>(target, s.C).Clear();
                        for (int l = 0; l < s.L; l++)
                        {
                            Corners at = new(s, l, place, b, t, g);
                            for (int k = 0; k < 4; k++)
                            {
                                if (at.Offset(k) >= 0)
                                {
                                    Add(target, levels[l] + at.Offset(k), omega[l] * at.Share(k), s.C);
                                }
                            }
                        }
                    }
                }
            }
        });

    /// <summary>
    /// Adds to the gradients: of points (B, Q, T, G, P, 3), for each frame apart; of weights; of the levels that are given. Groups of
    /// frames are shared among the cores; no two write to the same place.
    /// </summary>
    public static void Backward(
        SamplerShape s, float* points, float* weights, float* matrices, float*[] levels, float* gradOutput,
        float* gradPoints, float* gradWeights, float*[] gradLevels) =>
        Parallel.For(0, s.B * s.T * s.G, btg =>
        {
            int b = btg / (s.T * s.G), t = btg / s.G % s.T, g = btg % s.G;
            float* dots = stackalloc float[4];
            for (int q = 0; q < s.Q; q++)
            {
                for (int p = 0; p < s.P; p++)
                {
                    ProjectedPoint place = Project(s, points + Point(s, b, q, t, g, p), matrices, b, t);
                    long weight = Weight(s, b, t, g, q, p);
                    float* grad = gradOutput + ((((long)b * s.Q + q) * s.G + g) * s.T + t) * s.P * s.C + (long)p * s.C;
                    float gradU = 0, gradV = 0;
                    for (int l = 0; l < s.L; l++)
                    {
                        Corners at = new(s, l, place, b, t, g);
                        float omega = weights[weight + l], value = 0;
                        for (int k = 0; k < 4; k++)
                        {
                            long offset = at.Offset(k);
                            dots[k] = offset < 0 ? 0 : Dot(grad, levels[l] + offset, s.C);
                            value += dots[k] * at.Share(k);
                            if (offset >= 0 && gradLevels[l] != null)
                            {
                                Add(gradLevels[l] + offset, grad, omega * at.Share(k), s.C);
                            }
                        }
                        gradWeights[weight + l] += value;
                        gradU += omega * at.SlopeU(dots);
                        gradV += omega * at.SlopeV(dots);
                    }
                    place.AddGradient(gradU, gradV, gradPoints + ((((((long)b * s.Q + q) * s.T + t) * s.G + g) * s.P) + p) * 3);
                }
            }
        });

    private static long Point(SamplerShape s, int b, int q, int t, int g, int p) =>
        (((((long)b * s.Q + q) * s.Times + (s.Times == 1 ? 0 : t)) * s.G + g) * s.P + p) * 3;

    private static long Weight(SamplerShape s, int b, int t, int g, int q, int p) =>
        (((((long)b * s.T + t) * s.G + g) * s.Q + q) * s.P + p) * s.L;

    private static ProjectedPoint Project(SamplerShape s, float* x, float* matrices, int b, int t)
    {
        ProjectedPoint first = default;
        for (int n = 0; n < s.N; n++)
        {
            ProjectedPoint place = new(matrices + (((long)b * s.T + t) * s.N + n) * 16, x, s.ImageWidth, s.ImageHeight, n);
            if (place.Seen)
            {
                return place;
            }
            first = n == 0 ? place : first;
        }
        return first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* target, float* source, float factor, int count)
    {
        int i = 0;
        for (; i + Vector256<float>.Count <= count; i += Vector256<float>.Count)
        {
            Vector256.FusedMultiplyAdd(Vector256.Load(source + i), Vector256.Create(factor), Vector256.Load(target + i)).Store(target + i);
        }
        for (; i < count; i++)
        {
            target[i] = MathF.FusedMultiplyAdd(source[i], factor, target[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot(float* a, float* b, int count)
    {
        Vector256<float> sum = Vector256<float>.Zero;
        int i = 0;
        for (; i + Vector256<float>.Count <= count; i += Vector256<float>.Count)
        {
            sum = Vector256.FusedMultiplyAdd(Vector256.Load(a + i), Vector256.Load(b + i), sum);
        }
        float rest = Vector256.Sum(sum);
        for (; i < count; i++)
        {
            rest += a[i] * b[i];
        }
        return rest;
    }

    /// <summary>The four features around a place in one level: k = 0 upper left, 1 upper right, 2 lower left, 3 lower right.</summary>
    private readonly struct Corners
    {
        private readonly float right;
        private readonly float lower;
        private readonly int width;
        private readonly int height;
        private readonly int x;
        private readonly int y;
        private readonly int stride;
        private readonly long start;

        public Corners(SamplerShape s, int level, in ProjectedPoint place, int b, int t, int g)
        {
            width = s.Widths[level];
            height = s.Heights[level];
            stride = s.G * s.C;
            float i = place.U * (width - 1), j = place.V * (height - 1); // corners of the image are centres of features
            if (i > -1 && i < width && j > -1 && j < height)
            {
                float left = MathF.Floor(i), upper = MathF.Floor(j);
                x = (int)left;
                y = (int)upper;
                right = i - left;
                lower = j - upper;
                start = (((((long)b * s.T + t) * s.N + place.View) * height + y) * width + x) * stride + g * s.C;
            }
            else
            {
                x = int.MinValue / 2; // no corner lies inside, also for NaN
            }
        }

        /// <summary>Where a corner's channels begin in the level; −1 outside of the image.</summary>
        public long Offset(int k)
        {
            int cx = x + (k & 1), cy = y + (k >> 1);
            return (uint)cx < (uint)width && (uint)cy < (uint)height ? start + ((k >> 1) * width + (k & 1)) * (long)stride : -1;
        }

        public float Share(int k) => ((k & 1) == 0 ? 1 - right : right) * (k < 2 ? 1 - lower : lower);

        public float SlopeU(float* dots) => (width - 1) * ((dots[1] - dots[0]) * (1 - lower) + (dots[3] - dots[2]) * lower);

        public float SlopeV(float* dots) => (height - 1) * ((dots[2] - dots[0]) * (1 - right) + (dots[3] - dots[1]) * right);
    }
}
