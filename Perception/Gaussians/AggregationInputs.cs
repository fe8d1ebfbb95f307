namespace VoxPilot.Perception;

/// <summary>Memory that <see cref="DeformableAggregation"/> reads, contiguous.</summary>
/// <param name="points">Key points (B, K, P, 3), metres.</param>
/// <param name="own">The Gaussians' part of the logits (B, K, L, P, G).</param>
/// <param name="cameras">The cameras' part of the logits (B, N, L, P, G).</param>
/// <param name="kept">Which logits count (B, K, N, L, P, G); null: all.</param>
/// <param name="matrices">(B, N, 4, 4) to pixels of the network's input.</param>
/// <param name="levels">Level l (B, N, h_l, w_l, G, C).</param>
internal readonly unsafe struct AggregationInputs(float* points, float* own, float* cameras, bool* kept, float* matrices, float*[] levels)
{
    public readonly float* Points = points;
    public readonly float* Own = own;
    public readonly float* Cameras = cameras;
    public readonly bool* Kept = kept;
    public readonly float* Matrices = matrices;
    public readonly float*[] Levels = levels;
}
