namespace VoxPilot.Perception;

/// <summary>Sizes of one call of <see cref="LocalAttentionKernel"/>.</summary>
/// <param name="B">Batch.</param>
/// <param name="Q">Queries of a sample.</param>
/// <param name="K">Keys of a sample.</param>
/// <param name="N">Neighbours of a query.</param>
/// <param name="H">Heads.</param>
/// <param name="D">Channels of a head.</param>
internal sealed record LocalAttentionShape(int B, int Q, int K, int N, int H, int D)
{
    /// <summary>Channels of all heads.</summary>
    public int C => H * D;
}
