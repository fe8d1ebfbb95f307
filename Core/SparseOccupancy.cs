namespace VoxPilot.Core;

/// <summary>The occupied voxels of a grid as parallel arrays, ordered by voxel index.</summary>
public sealed record SparseOccupancy
{
    /// <summary>Where the voxels lie.</summary>
    public required GridSpec Spec { get; init; }

    /// <summary>Flat voxel indices (<see cref="GridSpec.Index"/>), rising.</summary>
    public required int[] Voxels { get; init; }

    /// <summary>Label 0…16 of each voxel.</summary>
    public required byte[] Labels { get; init; }

    /// <summary>Score 0…1 of each label.</summary>
    public required float[] Scores { get; init; }

    /// <summary>Number of occupied voxels.</summary>
    public int Count => Voxels.Length;

    /// <summary>Memory of the arrays.</summary>
    public long Bytes => (sizeof(int) + sizeof(byte) + sizeof(float)) * (long)Count;

    /// <summary>The same as a dense grid.</summary>
    public OccupancyGrid ToGrid()
    {
        byte[] dense = new byte[Spec.Count];
        Array.Fill(dense, (byte)OccupancyClass.Free);
        for (int i = 0; i < Voxels.Length; i++)
        {
            dense[Voxels[i]] = Labels[i];
        }
        return new(Spec, dense);
    }
}
