using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoxPilot.Perception;

/// <summary>Sums over the channels of one group, in an order that only their number fixes.</summary>
internal static unsafe class FeatureVectors
{
    private const int Lanes = 16;

    /// <summary>target += factor · source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(float* target, float* source, float factor, int count)
    {
        int i = 0;
        for (; i + Lanes <= count; i += Lanes)
        {
            Vector512.FusedMultiplyAdd(Vector512.Load(source + i), Vector512.Create(factor), Vector512.Load(target + i)).Store(target + i);
        }
        for (; i < count; i++)
        {
            target[i] = MathF.FusedMultiplyAdd(source[i], factor, target[i]);
        }
    }

    /// <summary>target += a · x + b · y + c · z + d · w.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFour(float* target, float* x, float* y, float* z, float* w, float a, float b, float c, float d, int count)
    {
        int i = 0;
        for (; i + Lanes <= count; i += Lanes)
        {
            Vector512<float> sum = Vector512.FusedMultiplyAdd(Vector512.Load(x + i), Vector512.Create(a), Vector512.Load(target + i));
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(y + i), Vector512.Create(b), sum);
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(z + i), Vector512.Create(c), sum);
            Vector512.FusedMultiplyAdd(Vector512.Load(w + i), Vector512.Create(d), sum).Store(target + i);
        }
        for (; i < count; i++)
        {
            target[i] += a * x[i] + b * y[i] + c * z[i] + d * w[i];
        }
    }

    /// <summary>Σ x y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dot(float* x, float* y, int count)
    {
        Vector512<float> sum = Vector512<float>.Zero;
        int i = 0;
        for (; i + Lanes <= count; i += Lanes)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(x + i), Vector512.Load(y + i), sum);
        }
        float rest = Vector512.Sum(sum);
        for (; i < count; i++)
        {
            rest += x[i] * y[i];
        }
        return rest;
    }
}
