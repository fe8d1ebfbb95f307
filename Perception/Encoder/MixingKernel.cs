using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoxPilot.Perception;

// P sampled points, S mixed points, C channels of a group

/// <summary>
/// Equation (6) of spec/sparseoccvla.md §3.2 between the generator of matrices and the last layer, group by group in the processor's
/// caches: Y = ReLU(LN(S · ReLU(LN(F · M)))), and the gradients of that. A batched product would call a matrix library once for each of
/// thousands of small matrices. The composition of tensor operators in <see cref="AdaptiveMixing"/> is its plain twin.
/// </summary>
/// <remarks>Memory, all float32 and contiguous, item by item: F (P, C), matrices M (C, C) then S (S, P), output (S, C).</remarks>
internal static unsafe class MixingKernel
{
    /// <summary>C has to be a multiple of this.</summary>
    public const int Lanes = 16;

    private const float Epsilon = 1e-5f;
    private const int Chunk = 32;

    /// <summary>Fills the output. Items are shared among the cores.</summary>
    public static void Forward(MixingShape s, float* features, float* matrices, float* output) =>
        InChunks(s.Items, (from, to) =>
        {
            float* a = stackalloc float[s.P * s.C];
            for (long i = from; i < to; i++)
            {
                float* m = matrices + i * s.Parameters, y = output + i * s.S * s.C;
                Multiply(features + i * s.P * s.C, s.C, 1, m, a, s.P, s.C, s.C);
                Normalise(a, s.P * s.C);
                Rectify(a, a, s.P * s.C);
                Multiply(m + s.C * s.C, s.P, 1, a, y, s.S, s.P, s.C);
                Normalise(y, s.S * s.C);
                Rectify(y, y, s.S * s.C);
            }
        });

    /// <summary>Fills the gradients of features and matrices.</summary>
    public static void Backward(MixingShape s, float* features, float* matrices, float* gradOutput, float* gradFeatures, float* gradMatrices) =>
        InChunks(s.Items, (from, to) =>
        {
            int inner = s.P * s.C, outer = s.S * s.C;
            float* a = stackalloc float[inner], rectified = stackalloc float[inner], gradA = stackalloc float[inner];
            float* b = stackalloc float[outer], gradB = stackalloc float[outer];
            for (long i = from; i < to; i++)
            {
                float* f = features + i * inner, m = matrices + i * s.Parameters, mix = m + s.C * s.C;
                float* gradM = gradMatrices + i * s.Parameters, gradMix = gradM + s.C * s.C;
                Multiply(f, s.C, 1, m, a, s.P, s.C, s.C);
                float scaleA = Normalise(a, inner);
                Rectify(a, rectified, inner);
                Multiply(mix, s.P, 1, rectified, b, s.S, s.P, s.C);
                float scaleB = Normalise(b, outer);

                GradientOfNorm(gradOutput + i * outer, b, scaleB, gradB, outer);
                MultiplyTransposed(gradB, rectified, gradMix, s.S, s.P, s.C);           // ∂S = ∂B · Aᵀ
                Multiply(mix, 1, s.P, gradB, gradA, s.P, s.S, s.C);                     // ∂A = Sᵀ · ∂B
                GradientOfNorm(gradA, a, scaleA, gradA, inner);
                Multiply(f, 1, s.C, gradA, gradM, s.C, s.P, s.C);                       // ∂M = Fᵀ · ∂A
                MultiplyTransposed(gradA, m, gradFeatures + i * inner, s.P, s.C, s.C);  // ∂F = ∂A · Mᵀ
            }
        });

    private static void InChunks(int items, Action<int, int> body) =>
        Parallel.For(0, (items + Chunk - 1) / Chunk, chunk => body(chunk * Chunk, Math.Min(items, (chunk + 1) * Chunk)));

    /// <summary>target (rows, columns) = left · right, where left's element (i, k) is at i · rowStep + k · step and right is (inner, columns).</summary>
    private static void Multiply(float* left, int rowStep, int step, float* right, float* target, int rows, int inner, int columns)
    {
        int i = 0;
        for (; i + 4 <= rows; i += 4)
        {
            float* l = left + i * rowStep;
            for (int j = 0; j < columns; j += Lanes)
            {
                Vector512<float> s0 = Vector512<float>.Zero, s1 = s0, s2 = s0, s3 = s0;
                for (int k = 0; k < inner; k++)
                {
                    Vector512<float> r = Vector512.Load(right + k * columns + j);
                    float* e = l + k * step;
                    s0 = Vector512.FusedMultiplyAdd(Vector512.Create(e[0]), r, s0);
                    s1 = Vector512.FusedMultiplyAdd(Vector512.Create(e[rowStep]), r, s1);
                    s2 = Vector512.FusedMultiplyAdd(Vector512.Create(e[2 * rowStep]), r, s2);
                    s3 = Vector512.FusedMultiplyAdd(Vector512.Create(e[3 * rowStep]), r, s3);
                }
                float* t = target + i * columns + j;
                s0.Store(t);
                s1.Store(t + columns);
                s2.Store(t + 2 * columns);
                s3.Store(t + 3 * columns);
            }
        }
        for (; i < rows; i++)
        {
            for (int j = 0; j < columns; j += Lanes)
            {
                Vector512<float> sum = Vector512<float>.Zero;
                for (int k = 0; k < inner; k++)
                {
                    sum = Vector512.FusedMultiplyAdd(Vector512.Create(left[i * rowStep + k * step]), Vector512.Load(right + k * columns + j), sum);
                }
                sum.Store(target + i * columns + j);
            }
        }
    }

    /// <summary>target (rows, columns) = left (rows, inner) · rightᵀ, right (columns, inner).</summary>
    private static void MultiplyTransposed(float* left, float* right, float* target, int rows, int columns, int inner)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                Vector512<float> sum = Vector512<float>.Zero;
                for (int k = 0; k < inner; k += Lanes)
                {
                    sum = Vector512.FusedMultiplyAdd(Vector512.Load(left + i * inner + k), Vector512.Load(right + j * inner + k), sum);
                }
                target[i * columns + j] = Vector512.Sum(sum);
            }
        }
    }

    /// <summary>x ← (x − mean) / √(variance + ε) over all of it; what it was multiplied by.</summary>
    private static float Normalise(float* x, int count)
    {
        Vector512<float> sum = Vector512<float>.Zero, squares = sum;
        for (int i = 0; i < count; i += Lanes)
        {
            sum += Vector512.Load(x + i);
        }
        Vector512<float> mean = Vector512.Create(Vector512.Sum(sum) / count);
        for (int i = 0; i < count; i += Lanes)
        {
            Vector512<float> d = Vector512.Load(x + i) - mean;
            squares = Vector512.FusedMultiplyAdd(d, d, squares);
        }
        float scale = 1 / MathF.Sqrt(Vector512.Sum(squares) / count + Epsilon);
        for (int i = 0; i < count; i += Lanes)
        {
            ((Vector512.Load(x + i) - mean) * scale).Store(x + i);
        }
        return scale;
    }

    private static void Rectify(float* x, float* target, int count)
    {
        for (int i = 0; i < count; i += Lanes)
        {
            Vector512.Max(Vector512.Load(x + i), Vector512<float>.Zero).Store(target + i);
        }
    }

    /// <summary>
    /// Back through ReLU and LN, n the normalised values: z = g where n &gt; 0, else 0; target = scale · (z − mean(z) − n · mean(z n)).
    /// </summary>
    private static void GradientOfNorm(float* g, float* n, float scale, float* target, int count)
    {
        Vector512<float> sum = Vector512<float>.Zero, along = sum;
        for (int i = 0; i < count; i += Lanes)
        {
            Vector512<float> x = Vector512.Load(n + i), z = Passed(g + i, x);
            sum += z;
            along = Vector512.FusedMultiplyAdd(z, x, along);
        }
        Vector512<float> mean = Vector512.Create(Vector512.Sum(sum) / count), slope = Vector512.Create(Vector512.Sum(along) / count);
        for (int i = 0; i < count; i += Lanes)
        {
            Vector512<float> x = Vector512.Load(n + i);
            ((Passed(g + i, x) - mean - x * slope) * scale).Store(target + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Passed(float* g, Vector512<float> n) => Vector512.GreaterThan(n, Vector512<float>.Zero) & Vector512.Load(g);
}
