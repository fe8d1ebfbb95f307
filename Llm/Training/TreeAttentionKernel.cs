using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoxPilot.Llm;

// B batch, H heads, K key and value heads, T places, W width of a head

/// <summary>
/// Attention over the trees of <see cref="AttentionPlan.Tree"/>, softmax(Q Kᵀ / √W) V, and its gradients, in the processor's caches: of the T² pairs of a sequence
/// with many short questions most are masked, and here none of those is computed. Operators over the whole mask are its plain twin (<see cref="LlamaAttention"/>).
/// </summary>
/// <remarks>
/// Memory, all float32 and contiguous: queries, output (B, H, T, W), keys and values (B, K, T, W). Four rows of a stretch are computed together, over chunks of 32 keys;
/// the weights are computed anew in the backward pass. Sequences and key heads are shared among the cores. Places that no stretch covers get zeros.
/// </remarks>
internal static unsafe class TreeAttentionKernel
{
    /// <summary>W has to be a multiple of this.</summary>
    public const int Chunk = 2 * Lanes;

    private const int Lanes = 16, Rows = 4;

    /// <summary>Fills the output.</summary>
    public static void Forward(TreeAttentionShape s, float* queries, float* keys, float* values, float* output) =>
        Each(s, (reaches, heads, key) =>
        {
            float* k = keys + key * s.Size, v = values + key * s.Size;
            using Scratch turned = new((long)s.W * s.Padded), scores = new(Rows * (long)TreeAttentionShape.MostKeys(reaches));
            Transpose(s, k, turned.Start);
            Blocks(reaches, (in Block block) =>
            {
                float* p = scores.Start;
                for (var h = heads.From; h < heads.To; h++)
                {
                    float* q = queries + h * s.Size, o = output + h * s.Size;
                    Products(s, block, q, turned.Start, s.Scale, p);
                    Weigh(block, p);
                    Gather(s, block, p, v, o);
                }
            });
        });

    /// <summary>Fills the gradients, which are zero before.</summary>
    public static void Backward(TreeAttentionShape s, float* queries, float* keys, float* values, float* gradOutput, float* gradQueries, float* gradKeys, float* gradValues) =>
        Each(s, (reaches, heads, key) =>
        {
            float* k = keys + key * s.Size, v = values + key * s.Size, gradK = gradKeys + key * s.Size, gradV = gradValues + key * s.Size;
            long most = Rows * (long)TreeAttentionShape.MostKeys(reaches);
            using Scratch turnedKeys = new((long)s.W * s.Padded), turnedValues = new((long)s.W * s.Padded), weights = new(most), slopes = new(most);
            Transpose(s, k, turnedKeys.Start);
            Transpose(s, v, turnedValues.Start);
            Blocks(reaches, (in Block block) =>
            {
                float* p = weights.Start, d = slopes.Start;
                for (var h = heads.From; h < heads.To; h++)
                {
                    float* q = queries + h * s.Size, g = gradOutput + h * s.Size;
                    Products(s, block, q, turnedKeys.Start, s.Scale, p);
                    Weigh(block, p);
                    Products(s, block, g, turnedValues.Start, 1, d);
                    Slopes(block, p, d, s.Scale);
                    Gather(s, block, d, k, gradQueries + h * s.Size);   // ∂Q = ∂S · K
                    Spread(s, block, d, q, gradK);                      // ∂K = ∂Sᵀ · Q
                    Spread(s, block, p, g, gradV);                      // ∂V = Pᵀ · ∂O
                }
            });
        });

    private delegate void OfBlock(in Block block);

    /// <summary>Up to four rows of a stretch, and the ranges of keys that one of them at least looks at.</summary>
    private readonly ref struct Block(int first, int count, ReadOnlySpan<(int From, int To)> ranges, bool causal)
    {
        public readonly int First = first, Count = count;
        public readonly ReadOnlySpan<(int From, int To)> Ranges = ranges; // the last is the stretch itself
        public readonly bool Causal = causal;

        /// <summary>Keys in whole chunks.</summary>
        public int Width
        {
            get
            {
                var width = 0;
                foreach (var (from, to) in Ranges)
                {
                    width += (to - from + Chunk - 1) / Chunk * Chunk;
                }

                return width;
            }
        }

        /// <summary>A row; those that are too many repeat the last.</summary>
        public int Row(int r) => First + Math.Min(r, Count - 1);
    }

    private readonly struct Scratch(long values) : IDisposable
    {
        public readonly float* Start = (float*)NativeMemory.AlignedAlloc((nuint)(values * sizeof(float)), 64);

        public void Dispose() => NativeMemory.AlignedFree(Start);
    }

    private static void Each(TreeAttentionShape s, Action<IReadOnlyList<AttentionReach>, (long From, long To), long> body) =>
        Parallel.For(0, s.Reaches.Length * s.KeyHeads, i =>
        {
            long group = s.Heads / s.KeyHeads, b = i / s.KeyHeads, first = b * s.Heads + i % s.KeyHeads * group;
            body(s.Reaches[b], (first, first + group), i);
        });

    private static void Blocks(IReadOnlyList<AttentionReach> reaches, OfBlock body)
    {
        Span<(int, int)> ranges = stackalloc (int, int)[1 + reaches.Max(r => r.Before.Length)];
        foreach (var reach in reaches)
        {
            reach.Before.CopyTo(ranges);
            for (var i = 0; i < reach.Count; i += Rows)
            {
                var count = Math.Min(Rows, reach.Count - i);
                ranges[reach.Before.Length] = (reach.Start, reach.Start + (reach.Bidirectional ? reach.Count : i + count));
                body(new(reach.Start + i, count, ranges[..(reach.Before.Length + 1)], !reach.Bidirectional));
            }
        }
    }

    // (T, W) to (W, T'), with zeros behind.
    private static void Transpose(TreeAttentionShape s, float* from, float* to)
    {
        for (var w = 0; w < s.W; w++)
        {
            float* row = to + (long)w * s.Padded;
            for (var t = 0; t < s.T; t++)
            {
                row[t] = from[t * s.W + w];
            }

            new Span<float>(row + s.T, s.Padded - s.T).Clear();
        }
    }

    /// <summary>products (4, width) of the block's rows of x with all its keys, which are turned (W, T').</summary>
    private static void Products(TreeAttentionShape s, in Block block, float* x, float* turned, float scale, float* products)
    {
        float* x0 = x + (long)block.Row(0) * s.W, x1 = x + (long)block.Row(1) * s.W, x2 = x + (long)block.Row(2) * s.W, x3 = x + (long)block.Row(3) * s.W;
        var width = block.Width;
        var factor = Vector512.Create(scale);
        float* to = products;
        foreach (var (from, end) in block.Ranges)
        {
            for (var key = from; key < end; key += Chunk, to += Chunk)
            {
                Vector512<float> a0 = Vector512<float>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
                float* column = turned + key;
                for (var w = 0; w < s.W; w++, column += s.Padded)
                {
                    Vector512<float> a = Vector512.Load(column), b = Vector512.Load(column + Lanes), y;
                    y = Vector512.Create(x0[w]);
                    (a0, b0) = (Vector512.FusedMultiplyAdd(y, a, a0), Vector512.FusedMultiplyAdd(y, b, b0));
                    y = Vector512.Create(x1[w]);
                    (a1, b1) = (Vector512.FusedMultiplyAdd(y, a, a1), Vector512.FusedMultiplyAdd(y, b, b1));
                    y = Vector512.Create(x2[w]);
                    (a2, b2) = (Vector512.FusedMultiplyAdd(y, a, a2), Vector512.FusedMultiplyAdd(y, b, b2));
                    y = Vector512.Create(x3[w]);
                    (a3, b3) = (Vector512.FusedMultiplyAdd(y, a, a3), Vector512.FusedMultiplyAdd(y, b, b3));
                }

                Store(to, a0, b0);
                Store(to + width, a1, b1);
                Store(to + 2 * width, a2, b2);
                Store(to + 3 * width, a3, b3);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Store(float* at, Vector512<float> a, Vector512<float> b)
        {
            (a * factor).Store(at);
            (b * factor).Store(at + Lanes);
        }
    }

    /// <summary>Scores to weights in place: softmax over what each row looks at, 0 elsewhere; all 0 for rows that are too many.</summary>
    private static void Weigh(in Block block, float* scores)
    {
        var width = block.Width;
        for (var r = 0; r < Rows; r++, scores += width)
        {
            if (r >= block.Count)
            {
                new Span<float>(scores, width).Clear();
                continue;
            }

            float* at = scores;
            for (var i = 0; i < block.Ranges.Length; i++)
            {
                var (from, to) = block.Ranges[i];
                var whole = (to - from + Chunk - 1) / Chunk * Chunk;
                var seen = block.Causal && i == block.Ranges.Length - 1 ? block.First + r + 1 - from : to - from;
                new Span<float>(at + seen, whole - seen).Fill(float.NegativeInfinity);
                at += whole;
            }

            var most = Vector512.Load(scores);
            for (var j = Lanes; j < width; j += Lanes)
            {
                most = Vector512.Max(most, Vector512.Load(scores + j));
            }

            var top = Vector512.Create(Largest(most));
            var sum = Vector512<float>.Zero;
            for (var j = 0; j < width; j += Lanes)
            {
                var e = Vector512.Exp(Vector512.Load(scores + j) - top);
                e.Store(scores + j);
                sum += e;
            }

            var share = Vector512.Create(1 / Vector512.Sum(sum));
            for (var j = 0; j < width; j += Lanes)
            {
                (Vector512.Load(scores + j) * share).Store(scores + j);
            }
        }
    }

    /// <summary>Gradients of the weights to gradients of the unscaled scores, in place: P · (∂P − Σ P ∂P) · scale.</summary>
    private static void Slopes(in Block block, float* weights, float* slopes, float scale)
    {
        var width = block.Width;
        var factor = Vector512.Create(scale);
        for (var r = 0; r < Rows; r++, weights += width, slopes += width)
        {
            var sum = Vector512<float>.Zero;
            for (var j = 0; j < width; j += Lanes)
            {
                sum = Vector512.FusedMultiplyAdd(Vector512.Load(weights + j), Vector512.Load(slopes + j), sum);
            }

            var mean = Vector512.Create(Vector512.Sum(sum));
            for (var j = 0; j < width; j += Lanes)
            {
                (Vector512.Load(weights + j) * (Vector512.Load(slopes + j) - mean) * factor).Store(slopes + j);
            }
        }
    }

    /// <summary>The block's rows of the target = weights (4, width) · rows of its keys.</summary>
    private static void Gather(TreeAttentionShape s, in Block block, float* weights, float* rows, float* target)
    {
        var width = block.Width;
        for (var w = 0; w < s.W; w += Chunk)
        {
            Vector512<float> a0 = Vector512<float>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
            float* p = weights;
            foreach (var (from, to) in block.Ranges)
            {
                float* row = rows + (long)from * s.W + w;
                for (var j = 0; j < to - from; j++, row += s.W)
                {
                    Vector512<float> a = Vector512.Load(row), b = Vector512.Load(row + Lanes), y;
                    y = Vector512.Create(p[j]);
                    (a0, b0) = (Vector512.FusedMultiplyAdd(y, a, a0), Vector512.FusedMultiplyAdd(y, b, b0));
                    y = Vector512.Create(p[j + width]);
                    (a1, b1) = (Vector512.FusedMultiplyAdd(y, a, a1), Vector512.FusedMultiplyAdd(y, b, b1));
                    y = Vector512.Create(p[j + 2 * width]);
                    (a2, b2) = (Vector512.FusedMultiplyAdd(y, a, a2), Vector512.FusedMultiplyAdd(y, b, b2));
                    y = Vector512.Create(p[j + 3 * width]);
                    (a3, b3) = (Vector512.FusedMultiplyAdd(y, a, a3), Vector512.FusedMultiplyAdd(y, b, b3));
                }

                p += (to - from + Chunk - 1) / Chunk * Chunk;
            }

            Span<Vector512<float>> sums = [a0, b0, a1, b1, a2, b2, a3, b3];
            for (var r = 0; r < block.Count; r++)
            {
                float* at = target + (long)(block.First + r) * s.W + w;
                sums[2 * r].Store(at);
                sums[2 * r + 1].Store(at + Lanes);
            }
        }
    }

    /// <summary>Rows of the block's keys in the target += weightsᵀ (width, 4) · the block's rows of x.</summary>
    private static void Spread(TreeAttentionShape s, in Block block, float* weights, float* x, float* target)
    {
        var width = block.Width;
        for (var w = 0; w < s.W; w += Chunk)
        {
            float* x0 = x + (long)block.Row(0) * s.W + w, x1 = x + (long)block.Row(1) * s.W + w, x2 = x + (long)block.Row(2) * s.W + w, x3 = x + (long)block.Row(3) * s.W + w;
            Vector512<float> a0 = Vector512.Load(x0), a1 = Vector512.Load(x1), a2 = Vector512.Load(x2), a3 = Vector512.Load(x3);
            Vector512<float> b0 = Vector512.Load(x0 + Lanes), b1 = Vector512.Load(x1 + Lanes), b2 = Vector512.Load(x2 + Lanes), b3 = Vector512.Load(x3 + Lanes);
            float* p = weights;
            foreach (var (from, to) in block.Ranges)
            {
                float* row = target + (long)from * s.W + w;
                for (var j = 0; j < to - from; j++, row += s.W)
                {
                    Vector512<float> a = Vector512.Load(row), b = Vector512.Load(row + Lanes), y;
                    y = Vector512.Create(p[j]);
                    (a, b) = (Vector512.FusedMultiplyAdd(y, a0, a), Vector512.FusedMultiplyAdd(y, b0, b));
                    y = Vector512.Create(p[j + width]);
                    (a, b) = (Vector512.FusedMultiplyAdd(y, a1, a), Vector512.FusedMultiplyAdd(y, b1, b));
                    y = Vector512.Create(p[j + 2 * width]);
                    (a, b) = (Vector512.FusedMultiplyAdd(y, a2, a), Vector512.FusedMultiplyAdd(y, b2, b));
                    y = Vector512.Create(p[j + 3 * width]);
                    (a, b) = (Vector512.FusedMultiplyAdd(y, a3, a), Vector512.FusedMultiplyAdd(y, b3, b));
                    a.Store(row);
                    b.Store(row + Lanes);
                }

                p += (to - from + Chunk - 1) / Chunk * Chunk;
            }
        }
    }

    private static float Largest(Vector512<float> x)
    {
        var a = Vector256.Max(x.GetLower(), x.GetUpper());
        var b = Vector128.Max(a.GetLower(), a.GetUpper());
        return Math.Max(Math.Max(b[0], b[1]), Math.Max(b[2], b[3]));
    }
}
