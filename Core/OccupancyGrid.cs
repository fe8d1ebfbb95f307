namespace VoxPilot.Core;

/// <summary>A label for every voxel of a grid; <see cref="OccupancyClass.Free"/> where nothing is.</summary>
public sealed class OccupancyGrid
{
    private readonly byte[] labels;

    /// <summary>A grid of the given labels, in the order of <see cref="GridSpec.Index"/>.</summary>
    /// <exception cref="ArgumentException">The number of labels does not fit the grid.</exception>
    public OccupancyGrid(GridSpec spec, byte[] labels)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length != spec.Count)
        {
            throw new ArgumentException(
                $"A grid of {spec.SizeX}×{spec.SizeY}×{spec.SizeZ} voxels needs {spec.Count} labels; {labels.Length} were given.", nameof(labels));
        }
        Spec = spec;
        this.labels = labels;
    }

    /// <summary>Where the voxels lie.</summary>
    public GridSpec Spec { get; }

    /// <summary>Labels 0…17 in the order of <see cref="GridSpec.Index"/>.</summary>
    public ReadOnlySpan<byte> Labels => labels;

    /// <summary>Label of one voxel.</summary>
    public byte this[int x, int y, int z] => labels[Spec.Index(x, y, z)];

    /// <summary>A grid in which everything is free.</summary>
    public static OccupancyGrid Empty(GridSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        byte[] labels = new byte[spec.Count];
        Array.Fill(labels, (byte)OccupancyClass.Free);
        return new(spec, labels);
    }
}
