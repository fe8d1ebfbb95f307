namespace VoxPilot.Perception;

// B batch, K Gaussians, M occupied voxels

/// <summary>
/// Occupied voxels of a batch in the order of their keys, the Gaussians in each, and for every place of the kernel the pairs of
/// voxels that it connects. Sorting finds them, so the order never depends on the number of cores.
/// </summary>
internal sealed class VoxelPairs
{
    private VoxelPairs(int[] voxelOf, int[] members, int[] memberStarts, int[] inputs, int[] outputs, int[] starts)
    {
        (VoxelOf, Members, MemberStarts) = (voxelOf, members, memberStarts);
        (Inputs, Outputs, Starts) = (inputs, outputs, starts);
    }

    /// <summary>M.</summary>
    public int Count => MemberStarts.Length - 1;

    /// <summary>The voxel of each Gaussian, (B·K).</summary>
    public int[] VoxelOf { get; }

    /// <summary>Gaussians, those of voxel m from MemberStarts[m] to MemberStarts[m + 1].</summary>
    public int[] Members { get; }

    /// <summary>(M + 1).</summary>
    public int[] MemberStarts { get; }

    /// <summary>The voxel that is read in each pair; pairs of place o from Starts[o] to Starts[o + 1], by rising output.</summary>
    public int[] Inputs { get; }

    /// <summary>The voxel that is written in each pair.</summary>
    public int[] Outputs { get; }

    /// <summary>(places of the kernel + 1).</summary>
    public int[] Starts { get; }

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
        (int[] inputs, int[] outputs, int[] pairStarts) = Connect([.. occupied], keys.Distances);
        return new(voxelOf, members, [.. starts], inputs, outputs, pairStarts);
    }

    private static (int[] Inputs, int[] Outputs, int[] Starts) Connect(long[] occupied, long[] distances)
    {
        int[] counts = new int[distances.Length], starts = new int[distances.Length + 1];
        Parallel.For(0, distances.Length, o => counts[o] = Match(occupied, distances[o], [], []));
        for (int o = 0; o < counts.Length; o++)
        {
            starts[o + 1] = starts[o] + counts[o];
        }
        int[] inputs = new int[starts[^1]], outputs = new int[starts[^1]];
        Parallel.For(0, distances.Length, o =>
            Match(occupied, distances[o], inputs.AsSpan(starts[o], counts[o]), outputs.AsSpan(starts[o], counts[o])));
        return (inputs, outputs, starts);
    }

    /// <summary>How many voxels have another one at a distance, and if there is room, which: both lists are sorted.</summary>
    private static int Match(long[] occupied, long distance, Span<int> inputs, Span<int> outputs)
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
                if (!inputs.IsEmpty)
                {
                    (inputs[found], outputs[found]) = (input, output);
                }
                found++;
            }
        }
        return found;
    }
}
