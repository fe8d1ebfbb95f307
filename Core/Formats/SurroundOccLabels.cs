using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats;

/// <summary>
/// SurroundOcc's truth of one key frame (spec/sqs.md §1.1): an array (N, 4) of ix, iy, iz, label for occupied voxels only. The grid lies in
/// the LiDAR's frame; label 0 is noise, 1…16 are Occ3D's, what is not listed is free (17).
/// </summary>
public static class SurroundOccLabels
{
    private const int Columns = 4;

    /// <summary>200×200×16 voxels of 0.5 m, x, y ∈ [−50, 50], z ∈ [−5, 3], LiDAR frame.</summary>
    public static GridSpec Grid { get; } = new(new Vector3D(-50, -50, -5), 0.5, 200, 200, 16);

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The array has another shape, or an index or label is out of range.</exception>
    public static OccupancyGrid Read(string path)
    {
        string name = Path.GetFileName(path);
        NpyArray array = NpyFile.Read(path);
        if (array.Shape.Length != 2 || array.Shape[1] != Columns)
        {
            throw new InvalidDataException($"{name}: shape ({string.Join(", ", array.Shape)}); (N, {Columns}) was expected.");
        }
        long[] rows = array.ToInt64s();
        byte[] labels = new byte[Grid.Count];
        labels.AsSpan().Fill((byte)OccupancyClass.Free);
        for (int i = 0; i < rows.Length; i += Columns)
        {
            (long x, long y, long z, long label) = (rows[i], rows[i + 1], rows[i + 2], rows[i + 3]);
            if ((ulong)x >= (ulong)Grid.SizeX || (ulong)y >= (ulong)Grid.SizeY || (ulong)z >= (ulong)Grid.SizeZ || (ulong)label >= (ulong)OccupancyClass.Free)
            {
                throw new InvalidDataException(
                    $"{name}: row {i / Columns} is ({x}, {y}, {z}, {label}); indices below ({Grid.SizeX}, {Grid.SizeY}, {Grid.SizeZ}) and a label from 0 to 16 were expected.");
            }
            labels[Grid.Index((int)x, (int)y, (int)z)] = (byte)label;
        }
        return new(Grid, labels);
    }

    /// <summary>Writes a file as SurroundOcc does: int64, x slowest.</summary>
    /// <exception cref="ArgumentException">The grid is another.</exception>
    public static void Write(string path, OccupancyGrid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        if (grid.Spec != Grid)
        {
            throw new ArgumentException($"SurroundOcc's grid is {Grid}; this one is {grid.Spec}.", nameof(grid));
        }
        List<long> rows = [];
        ReadOnlySpan<byte> labels = grid.Labels;
        for (int x = 0; x < Grid.SizeX; x++)
        {
            for (int y = 0; y < Grid.SizeY; y++)
            {
                for (int z = 0; z < Grid.SizeZ; z++)
                {
                    byte label = labels[Grid.Index(x, y, z)];
                    if (label != (byte)OccupancyClass.Free)
                    {
                        rows.AddRange([x, y, z, label]);
                    }
                }
            }
        }
        NpyFile.Write(path, NpyArray.Of(rows.ToArray(), rows.Count / Columns, Columns));
    }
}
