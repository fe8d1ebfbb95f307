using System.Runtime.Intrinsics;

namespace VoxPilot.Perception;

// M occupied voxels, I channels in, O channels out

/// <summary>
/// Submanifold convolution over CPU memory (spec/sqs.md §4.2): for each place of the kernel the product of the gathered voxels with
/// its matrix; and the gradients of that. A voxel's sum runs over the places in their order, whatever the number of cores. The
/// composition of tensor operators in <see cref="ComposedVoxels"/> is its plain twin.
/// </summary>
/// <remarks>Memory, all float32 and contiguous: x (M, I), W (places, I, O), y (M, O).</remarks>
internal static unsafe class SparseConvolution
{
    /// <summary>I and O have to be multiples of this.</summary>
    public const int Lanes = 16;

    private const int Rows = 4;
    private const int Batch = 64;
    private const int SmallestShare = 64;

    /// <summary>Fills y. Voxels are shared among the cores, at most <paramref name="threads"/> of them.</summary>
    public static void Forward(VoxelPairs pairs, float* x, float* weight, float* y, int inputs, int outputs, int threads = -1)
    {
        int parts = threads > 0 ? threads : 2 * Environment.ProcessorCount;
        int share = Math.Max((pairs.Count + parts - 1) / parts, SmallestShare);
        Parallel.For(0, (pairs.Count + share - 1) / share, Options(threads), part =>
        {
            int from = part * share, to = Math.Min(from + share, pairs.Count);
            float* spare = stackalloc float[outputs];
            float** sources = stackalloc float*[Rows], targets = stackalloc float*[Rows];
            new Span<float>(y + (long)from * outputs, (to - from) * outputs).Clear();
            for (int o = 0; o < pairs.Outputs.Length; o++)
            {
                int[] read = pairs.Inputs[o], written = pairs.Outputs[o];
                int pair = First(written, from), end = First(written, to);
                while (pair < end)
                {
                    // Rows without a pair of their own repeat the last one into spare memory.
                    for (int row = 0; row < Rows; row++, pair++)
                    {
                        sources[row] = pair < end ? x + (long)read[pair] * inputs : sources[row - 1];
                        targets[row] = pair < end ? y + (long)written[pair] * outputs : spare;
                    }
                    AddProduct(sources, weight + (long)o * inputs * outputs, targets, inputs, outputs);
                }
            }
        });
    }

    /// <summary>Adds to the gradient of W: Σ over the pairs of a place of x(input)ᵀ ∂y(output). Places and blocks of channels are shared among the cores.</summary>
    public static void AddWeightGradient(VoxelPairs pairs, float* x, float* gradY, float* gradWeight, int inputs, int outputs, int threads = -1)
    {
        int blocks = inputs / Lanes;
        Parallel.For(0, pairs.Inputs.Length * blocks, Options(threads), task =>
        {
            int o = task / blocks, block = task % blocks * Lanes, count = pairs.Inputs[o].Length;
            float* target = gradWeight + ((long)o * inputs + block) * outputs;
            for (int from = 0; from < count; from += Batch)
            {
                ReadOnlySpan<int> read = pairs.Inputs[o].AsSpan(from, Math.Min(Batch, count - from));
                ReadOnlySpan<int> written = pairs.Outputs[o].AsSpan(from, read.Length);
                for (int i = 0; i < Lanes; i += Rows)
                {
                    for (int j = 0; j < outputs; j += Lanes)
                    {
                        AddOuter(read, written, x + block + i, gradY + j, target + i * outputs + j, inputs, outputs);
                    }
                }
            }
        });
    }

    /// <summary>targets += sources · W, four rows at once.</summary>
    private static void AddProduct(float** sources, float* weight, float** targets, int inputs, int outputs)
    {
        float* x0 = sources[0], x1 = sources[1], x2 = sources[2], x3 = sources[3];
        int j = 0;
        for (; j + 2 * Lanes <= outputs; j += 2 * Lanes)
        {
            float* y0 = targets[0] + j, y1 = targets[1] + j, y2 = targets[2] + j, y3 = targets[3] + j, w = weight + j;
            Vector512<float> a0 = Vector512.Load(y0), a1 = Vector512.Load(y1), a2 = Vector512.Load(y2), a3 = Vector512.Load(y3);
            Vector512<float> b0 = Vector512.Load(y0 + Lanes), b1 = Vector512.Load(y1 + Lanes), b2 = Vector512.Load(y2 + Lanes), b3 = Vector512.Load(y3 + Lanes);
            for (int i = 0; i < inputs; i++, w += outputs)
            {
                Vector512<float> a = Vector512.Load(w), b = Vector512.Load(w + Lanes), e = Vector512.Create(x0[i]);
                a0 = Vector512.FusedMultiplyAdd(e, a, a0);
                b0 = Vector512.FusedMultiplyAdd(e, b, b0);
                e = Vector512.Create(x1[i]);
                a1 = Vector512.FusedMultiplyAdd(e, a, a1);
                b1 = Vector512.FusedMultiplyAdd(e, b, b1);
                e = Vector512.Create(x2[i]);
                a2 = Vector512.FusedMultiplyAdd(e, a, a2);
                b2 = Vector512.FusedMultiplyAdd(e, b, b2);
                e = Vector512.Create(x3[i]);
                a3 = Vector512.FusedMultiplyAdd(e, a, a3);
                b3 = Vector512.FusedMultiplyAdd(e, b, b3);
            }
            a0.Store(y0);
            a1.Store(y1);
            a2.Store(y2);
            a3.Store(y3);
            b0.Store(y0 + Lanes);
            b1.Store(y1 + Lanes);
            b2.Store(y2 + Lanes);
            b3.Store(y3 + Lanes);
        }
        if (j < outputs)
        {
            float* w = weight + j;
            Vector512<float> a0 = Vector512.Load(targets[0] + j), a1 = Vector512.Load(targets[1] + j);
            Vector512<float> a2 = Vector512.Load(targets[2] + j), a3 = Vector512.Load(targets[3] + j);
            for (int i = 0; i < inputs; i++, w += outputs)
            {
                Vector512<float> a = Vector512.Load(w);
                a0 = Vector512.FusedMultiplyAdd(Vector512.Create(x0[i]), a, a0);
                a1 = Vector512.FusedMultiplyAdd(Vector512.Create(x1[i]), a, a1);
                a2 = Vector512.FusedMultiplyAdd(Vector512.Create(x2[i]), a, a2);
                a3 = Vector512.FusedMultiplyAdd(Vector512.Create(x3[i]), a, a3);
            }
            a0.Store(targets[0] + j);
            a1.Store(targets[1] + j);
            a2.Store(targets[2] + j);
            a3.Store(targets[3] + j);
        }
    }

    /// <summary>Four rows and sixteen columns of a matrix's gradient, over some pairs.</summary>
    private static void AddOuter(
        ReadOnlySpan<int> read, ReadOnlySpan<int> written, float* x, float* gradY, float* target, int inputs, int outputs)
    {
        Vector512<float> a0 = Vector512.Load(target), a1 = Vector512.Load(target + outputs);
        Vector512<float> a2 = Vector512.Load(target + 2 * outputs), a3 = Vector512.Load(target + 3 * outputs);
        for (int pair = 0; pair < read.Length; pair++)
        {
            float* e = x + (long)read[pair] * inputs;
            Vector512<float> g = Vector512.Load(gradY + (long)written[pair] * outputs);
            a0 = Vector512.FusedMultiplyAdd(Vector512.Create(e[0]), g, a0);
            a1 = Vector512.FusedMultiplyAdd(Vector512.Create(e[1]), g, a1);
            a2 = Vector512.FusedMultiplyAdd(Vector512.Create(e[2]), g, a2);
            a3 = Vector512.FusedMultiplyAdd(Vector512.Create(e[3]), g, a3);
        }
        a0.Store(target);
        a1.Store(target + outputs);
        a2.Store(target + 2 * outputs);
        a3.Store(target + 3 * outputs);
    }

    /// <summary>The first pair whose output is not below a voxel.</summary>
    private static int First(int[] outputs, int voxel)
    {
        int found = Array.BinarySearch(outputs, voxel); // no output occurs twice
        return found < 0 ? ~found : found;
    }

    private static ParallelOptions Options(int threads) => new() { MaxDegreeOfParallelism = threads };
}
