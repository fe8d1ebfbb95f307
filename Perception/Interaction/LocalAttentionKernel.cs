using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoxPilot.Perception;

// B batch, Q queries, K keys, N neighbours of a query, H heads, D channels of a head

/// <summary>
/// Attention of each query to its listed keys alone (spec/sqs.md §7.2), query by query in the processor's caches: nothing of size
/// (Q, N, H·D) is ever written down. <see cref="LocalAttentionReference"/> is its plain twin.
/// </summary>
/// <remarks>
/// Memory, all contiguous: queries (B, Q, H, D), scaled; keys and values (B, K, H, D); neighbours (B, Q, N), −1 where there is none; bias of
/// the logits, factors of the weights and attention (B, Q, H, N), the first two or null; output (B, Q, H, D).
/// </remarks>
internal static unsafe class LocalAttentionKernel
{
    private const int Lanes = 8;
    private const int Chunk = 32;

    /// <summary>Fills the output and, where it is given, the attention. Queries are shared among the cores; one without neighbours gets zeros.</summary>
    public static void Forward(
        LocalAttentionShape s, float* queries, float* keys, float* values, int* neighbours, float* bias, float* factors, float* output, float* attention) =>
        Parallel.For(0, (s.B * s.Q + Chunk - 1) / Chunk, chunk =>
        {
            int stride = (s.N + Lanes - 1) / Lanes * Lanes;
            float* scores = stackalloc float[s.H * stride];
            for (int i = chunk * Chunk; i < Math.Min(s.B * s.Q, (chunk + 1) * Chunk); i++)
            {
                long sample = (long)(i / s.Q) * s.K * s.C, pairs = (long)i * s.H * s.N;
                int* listed = neighbours + (long)i * s.N;
                Score(s, queries + (long)i * s.C, keys + sample, listed, bias == null ? null : bias + pairs, scores, stride);
                for (int h = 0; h < s.H; h++)
                {
                    Softmax(scores + h * stride, stride);
                    if (attention != null)
                    {
                        new Span<float>(scores + h * stride, s.N).CopyTo(new Span<float>(attention + pairs + h * s.N, s.N));
                    }
                }
                Sum(s, values + sample, listed, scores, stride, factors == null ? null : factors + pairs, output + (long)i * s.C);
            }
        });

    /// <summary>
    /// Fills the gradients of queries and, where it is given, bias, and adds to those of keys and values. Heads of samples are shared among
    /// the cores; no two write to the same place.
    /// </summary>
    public static void Backward(
        LocalAttentionShape s, float* queries, float* keys, float* values, int* neighbours, float* factors, float* attention, float* gradOutput,
        float* gradQueries, float* gradKeys, float* gradValues, float* gradBias) =>
        Parallel.For(0, s.B * s.H, bh =>
        {
            int b = bh / s.H, h = bh % s.H;
            long sample = (long)b * s.K * s.C + h * s.D;
            float* slopes = stackalloc float[s.N];
            for (int i = b * s.Q; i < (b + 1) * s.Q; i++)
            {
                int* listed = neighbours + (long)i * s.N;
                long own = (long)i * s.C + h * s.D, pairs = ((long)i * s.H + h) * s.N;
                float* weights = attention + pairs, grad = gradOutput + own;
                float mean = 0;
                for (int n = 0; n < s.N; n++)
                {
                    slopes[n] = 0;
                    if (listed[n] >= 0)
                    {
                        float factor = factors == null ? 1 : factors[pairs + n];
                        long place = sample + (long)listed[n] * s.C;
                        slopes[n] = factor * Dot(grad, values + place, s.D);            // ∂a_n
                        mean += weights[n] * slopes[n];
                        Add(gradValues + place, grad, factor * weights[n], s.D);
                    }
                }
                new Span<float>(gradQueries + own, s.D).Clear();
                for (int n = 0; n < s.N; n++)
                {
                    float slope = weights[n] * (slopes[n] - mean);                      // of the logit
                    if (listed[n] >= 0)
                    {
                        long place = sample + (long)listed[n] * s.C;
                        Add(gradQueries + own, keys + place, slope, s.D);
                        Add(gradKeys + place, queries + own, slope, s.D);
                    }
                    if (gradBias != null)
                    {
                        gradBias[pairs + n] = listed[n] >= 0 ? slope : 0;
                    }
                }
            }
        });

    private static void Score(LocalAttentionShape s, float* query, float* keys, int* listed, float* bias, float* scores, int stride)
    {
        new Span<float>(scores, s.H * stride).Fill(float.NegativeInfinity);
        for (int n = 0; n < s.N; n++)
        {
            if (listed[n] >= 0)
            {
                float* key = keys + (long)listed[n] * s.C;
                for (int h = 0; h < s.H; h++)
                {
                    scores[h * stride + n] = Dot(query + h * s.D, key + h * s.D, s.D) + (bias == null ? 0 : bias[h * s.N + n]);
                }
            }
        }
    }

    private static void Softmax(float* scores, int count)
    {
        Vector256<float> highest = Vector256.Load(scores), sum = Vector256<float>.Zero;
        for (int n = Lanes; n < count; n += Lanes)
        {
            highest = Vector256.Max(highest, Vector256.Load(scores + n));
        }
        float top = highest[0];
        for (int lane = 1; lane < Lanes; lane++)
        {
            top = MathF.Max(top, highest[lane]);
        }
        if (top == float.NegativeInfinity)
        {
            new Span<float>(scores, count).Clear(); // nobody is near
            return;
        }
        for (int n = 0; n < count; n += Lanes)
        {
            Vector256<float> weight = Vector256.Exp(Vector256.Load(scores + n) - Vector256.Create(top));
            weight.Store(scores + n);
            sum += weight;
        }
        Vector256<float> scale = Vector256.Create(1 / Vector256.Sum(sum));
        for (int n = 0; n < count; n += Lanes)
        {
            (Vector256.Load(scores + n) * scale).Store(scores + n);
        }
    }

    private static void Sum(LocalAttentionShape s, float* values, int* listed, float* weights, int stride, float* factors, float* output)
    {
        new Span<float>(output, s.C).Clear();
        for (int n = 0; n < s.N; n++)
        {
            if (listed[n] >= 0)
            {
                float* value = values + (long)listed[n] * s.C;
                for (int h = 0; h < s.H; h++)
                {
                    Add(output + h * s.D, value + h * s.D, weights[h * stride + n] * (factors == null ? 1 : factors[h * s.N + n]), s.D);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* target, float* source, float factor, int count)
    {
        int i = 0;
        for (; i + Lanes <= count; i += Lanes)
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
        for (; i + Lanes <= count; i += Lanes)
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
}
