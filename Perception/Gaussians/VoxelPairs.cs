using System.Buffers;

namespace VoxPilot.Perception;

// B batch, K Gaussians, M occupied voxels

/// <summary>
/// Occupied voxels of a batch in the order of their keys, the Gaussians in each, and for every place of the kernel the pairs of
/// voxels that it connects. Sorting finds them, so the order never depends on the number of cores.
/// </summary>
internal sealed class VoxelPairs
{
    private VoxelPairs(int[] voxelOf, int[] members, int[] memberStarts, int[][] inputs, int[][] outputs)
    {
        (VoxelOf, Members, MemberStarts) = (voxelOf, members, memberStarts);
        (Inputs, Outputs) = (inputs, outputs);
    }

    /// <summary>M.</summary>
    public int Count => MemberStarts.Length - 1;

    /// <summary>The voxel of each Gaussian, (B·K).</summary>
    public int[] VoxelOf { get; }

    /// <summary>Gaussians, those of voxel m from MemberStarts[m] to MemberStarts[m + 1].</summary>
    public int[] Members { get; }

    /// <summary>(M + 1).</summary>
    public int[] MemberStarts { get; }

    /// <summary>For each place of the kernel the voxels that are read, one in each pair, by rising output.</summary>
    public int[][] Inputs { get; }

    /// <summary>For each place of the kernel the voxels that are written.</summary>
    public int[][] Outputs { get; }

    /// <param name="means">(B, K, 3), metres.</param>
    /// <param name="batch">B.</param>
    /// <param name="keys">Where voxels lie.</param>
    public static VoxelPairs Of(ReadOnlySpan<float> means, int batch, VoxelKeys keys)
    {
        int count = means.Length / 3, each = count / Math.Max(batch, 1);
        long[] order = new long[count]; // key · count + Gaussian, so that equal keys stay in the Gaussians' order
        for (int i = 0; i < count; i++)
        {
            order[i] = keys.Of(i / each, means[3 * i], means[3 * i + 1], means[3 * i + 2]) * count + i;
        }
        Array.Sort(order);
        int[] voxelOf = new int[count], members = new int[count];
        List<int> starts = [];
        List<long> occupied = [];
        for (int i = 0; i < count; i++)
        {
            (long key, long gaussian) = Math.DivRem(order[i], count);
            if (occupied.Count == 0 || occupied[^1] != key)
            {
                occupied.Add(key);
                starts.Add(i);
            }
            members[i] = (int)gaussian;
            voxelOf[gaussian] = occupied.Count - 1;
        }
        starts.Add(count);
        (int[][] inputs, int[][] outputs) = Connect([.. occupied], keys.Distances);
        return new(voxelOf, members, [.. starts], inputs, outputs);
    }

    /// <summary>Opposite places connect the same voxels the other way round, so half of the places are searched.</summary>
    private static (int[][] Inputs, int[][] Outputs) Connect(long[] occupied, long[] distances)
    {
        int last = distances.Length - 1;
        int[][] inputs = new int[distances.Length][], outputs = new int[distances.Length][];
        Parallel.For(0, last / 2 + 1, o =>
        {
            int[] read = ArrayPool<int>.Shared.Rent(occupied.Length), written = ArrayPool<int>.Shared.Rent(occupied.Length);
            int found = Match(occupied, distances[o], read, written);
            (inputs[o], outputs[o]) = (read[..found], written[..found]);
            (inputs[last - o], outputs[last - o]) = (outputs[o], inputs[o]);
            ArrayPool<int>.Shared.Return(read);
            ArrayPool<int>.Shared.Return(written);
        });
        return (inputs, outputs);
    }

    /// <summary>How many voxels have another one at a distance, and which: both lists are sorted.</summary>
    private static int Match(long[] occupied, long distance, int[] inputs, int[] outputs)
    {
        int found = 0;
        for (int output = 0, input = 0; output < occupied.Length; output++)
        {
            long key = occupied[output] + distance;
            while (input < occupied.Length && occupied[input] < key)
            {
                input++;
            }
            if (input < occupied.Length && occupied[input] == key)
            {
                inputs[found] = input;
                outputs[found++] = output;
            }
        }
        return found;
    }
}
