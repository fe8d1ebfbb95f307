using VoxPilot.Core;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, G occupied voxels of all samples together

/// <summary>The occupied voxels that a batch of queries is to find.</summary>
public sealed record OccupancyTarget
{
    /// <summary>The B grids.</summary>
    public required IReadOnlyList<OccupancyGrid> Grids { get; init; }

    /// <summary>Occupied voxels of each sample.</summary>
    public required IReadOnlyList<int> Counts { get; init; }

    /// <summary>Centres of the occupied voxels, sample after sample, each in the grid's order: (G, 3), metres.</summary>
    public required Tensor Centres { get; init; }

    /// <summary>Their labels, (G) int64.</summary>
    public required Tensor Labels { get; init; }

    /// <summary>Whether a camera sees them, (G) bool; null where no mask is known.</summary>
    public required Tensor? Seen { get; init; }

    internal Tensor SeenOrThrow() => Seen ?? throw new ArgumentException("These weights need camera masks; give them to OccupancyTarget.Of.");

    /// <summary>The target of a batch.</summary>
    /// <param name="grids">One per sample, of the same shape.</param>
    /// <param name="cameraMasks">For each sample 1 where a camera sees a voxel, in the grid's order; null where that does not matter.</param>
    /// <param name="device">Where the loss is computed.</param>
    /// <exception cref="ArgumentException">A sample without an occupied voxel, or masks that do not fit.</exception>
    public static OccupancyTarget Of(IReadOnlyList<OccupancyGrid> grids, IReadOnlyList<byte[]>? cameraMasks, Device device)
    {
        ArgumentNullException.ThrowIfNull(grids);
        Check(grids, cameraMasks);
        GridSpec spec = grids[0].Spec;
        VoxelCentres axes = new(spec);
        int[] counts = [.. grids.Select(grid => grid.Labels.Length - grid.Labels.Count((byte)OccupancyClass.Free))];
        int total = counts.Sum(), next = 0;
        float[] centres = new float[3 * total];
        long[] labels = new long[total];
        bool[] seen = new bool[total];
        for (int b = 0; b < grids.Count; b++)
        {
            ReadOnlySpan<byte> own = grids[b].Labels;
            for (int voxel = own.IndexOfAnyExcept((byte)OccupancyClass.Free), step = 0; step >= 0; voxel += step + 1)
            {
                centres[3 * next] = axes.X[voxel / (spec.SizeY * spec.SizeZ)];
                centres[3 * next + 1] = axes.Y[voxel / spec.SizeZ % spec.SizeY];
                centres[3 * next + 2] = axes.Z[voxel % spec.SizeZ];
                (labels[next], seen[next]) = (own[voxel], cameraMasks is not null && cameraMasks[b][voxel] != 0);
                next++;
                step = own[(voxel + 1)..].IndexOfAnyExcept((byte)OccupancyClass.Free);
            }
        }
        return new()
        {
            Grids = grids,
            Counts = counts,
            Centres = tensor(centres, [total, 3], device: device),
            Labels = tensor(labels, device: device),
            Seen = cameraMasks is null ? null : tensor(seen, device: device),
        };
    }

    private static void Check(IReadOnlyList<OccupancyGrid> grids, IReadOnlyList<byte[]>? masks)
    {
        if (grids.Count == 0 || masks is not null && masks.Count != grids.Count)
        {
            throw new ArgumentException($"One grid or more is expected, each with a mask or none at all; {grids.Count} grids and {masks?.Count ?? 0} masks were given.", nameof(grids));
        }
        for (int b = 0; b < grids.Count; b++)
        {
            if (grids[b].Spec != grids[0].Spec || masks is not null && masks[b].Length != grids[b].Labels.Length)
            {
                throw new ArgumentException($"Sample {b}: a grid of the shape {grids[0].Spec} and a mask of as many voxels are expected; {grids[b].Spec} with {masks?[b].Length} was given.", nameof(grids));
            }
            if (!grids[b].Labels.ContainsAnyExcept((byte)OccupancyClass.Free))
            {
                throw new ArgumentException($"Sample {b} has no occupied voxel, so nothing that points could be near to; leave it out.", nameof(grids));
            }
        }
    }
}
