namespace VoxPilot.Perception;

// B batch, K Gaussians, M occupied voxels, D channels

/// <summary>Gaussians to voxels and back over CPU memory; each is the other's gradient.</summary>
internal static unsafe class VoxelPooling
{
    /// <summary>Fills voxels (M, D) with the sums of their Gaussians (B·K, D), in the Gaussians' order.</summary>
    public static void Sum(VoxelPairs pairs, float* gaussians, float* voxels, int width) => Parallel.For(0, pairs.Count, m =>
    {
        float* target = voxels + (long)m * width;
        new Span<float>(target, width).Clear();
        for (int i = pairs.MemberStarts[m]; i < pairs.MemberStarts[m + 1]; i++)
        {
            FeatureVectors.Add(target, gaussians + (long)pairs.Members[i] * width, 1, width);
        }
    });

    /// <summary>Fills Gaussians (B·K, D) with what their voxels (M, D) have.</summary>
    public static void Spread(VoxelPairs pairs, float* voxels, float* gaussians, int width) => Parallel.For(0, pairs.VoxelOf.Length, i =>
        new ReadOnlySpan<float>(voxels + (long)pairs.VoxelOf[i] * width, width).CopyTo(new(gaussians + (long)i * width, width)));
}
