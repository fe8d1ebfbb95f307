using System.Runtime.InteropServices;
using VoxPilot.Core;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, K Gaussians, Q queries, N neighbours of a query, C channels

/// <summary>
/// Gaussians of one batch as queries can attend to them: keys and values, and a search for the kept ones. Made once
/// (<see cref="QueryInteraction.Remember"/>), looked at by every layer. Its tensors belong to the dispose scope in which it was made.
/// </summary>
public sealed class GaussianMemory
{
    private readonly NeighbourSearch[] searches;

    internal GaussianMemory(GaussianSet gaussians, Tensor keys, Tensor values, GridSpec grid, double opacityThreshold)
    {
        (Keys, Values, Means) = (keys, values, gaussians.Means.detach());
        int count = (int)Means.shape[1];
        Tensor positions = OnHost(Means), opaque = gaussians.Opacities.detach().ge(opacityThreshold).cpu().contiguous();
        ReadOnlySpan<float> all = MemoryMarshal.Cast<byte, float>(positions.bytes);
        ReadOnlySpan<bool> kept = MemoryMarshal.Cast<byte, bool>(opaque.bytes);
        searches = new NeighbourSearch[(int)Means.shape[0]];
        for (int b = 0; b < searches.Length; b++)
        {
            searches[b] = new(grid);
            searches[b].Load(all.Slice(3 * b * count, 3 * count), kept.Slice(b * count, count));
        }
    }

    /// <summary>How many Gaussians of each sample are kept: opaque enough, at finite places.</summary>
    public IReadOnlyList<int> Kept => [.. searches.Select(search => search.Count)];

    /// <summary>Keys (B, K, C).</summary>
    internal Tensor Keys { get; }

    /// <summary>Values (B, K, C).</summary>
    internal Tensor Values { get; }

    /// <summary>μ (B, K, 3), metres.</summary>
    internal Tensor Means { get; }

    /// <summary>The kept Gaussians nearest to each query.</summary>
    /// <param name="centres">(B, Q, 3), metres.</param>
    /// <param name="count">N.</param>
    /// <returns>(B, Q, N) int32 on the centres' device, nearest first, −1 after the last.</returns>
    internal Tensor Neighbours(Tensor centres, int count)
    {
        int queries = (int)centres.shape[1];
        Tensor places = OnHost(centres), found = empty([searches.Length, queries, count], dtype: ScalarType.Int32);
        ReadOnlySpan<float> all = MemoryMarshal.Cast<byte, float>(places.bytes);
        Span<int> target = MemoryMarshal.Cast<byte, int>(found.bytes);
        for (int b = 0; b < searches.Length; b++)
        {
            searches[b].Find(all.Slice(3 * b * queries, 3 * queries), count, target.Slice(b * queries * count, queries * count));
        }
        return found.to(centres.device);
    }

    private static Tensor OnHost(Tensor tensor) => tensor.detach().cpu().to_type(ScalarType.Float32).contiguous();
}
