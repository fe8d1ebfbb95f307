using VoxPilot.Core;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Baselines;

/// <summary>Which boxes the queries fill: each class is cut into boxes that one query can reach, and the most valuable come first.</summary>
internal sealed class PointBlocks
{
    private readonly GridSpec grid;
    private readonly int pointsPerQuery;
    private readonly PointCeilingAim aim;
    private readonly List<(byte X, byte Y, byte Z)>[] voxels = [.. Enumerable.Range(0, OccupancyClasses.Occupied).Select(_ => new List<(byte, byte, byte)>())];
    private readonly IReadOnlyList<(int Side, int Height)>[] boxes;
    private readonly int[] cells, cores; // voxels of a cell, and those of its box
    private readonly int[] cellX = new int[byte.MaxValue + 1], cellY = new int[byte.MaxValue + 1], cellZ = new int[byte.MaxValue + 1];
    private readonly bool[] core = new bool[byte.MaxValue + 1], coreZ = new bool[byte.MaxValue + 1];
    private readonly List<int> touched = [];
    private readonly List<PointBlock> found = [], trial = [], chosen = [];

    public PointBlocks(int pointsPerQuery, PointVoxelizerConfig config, PointCeilingAim aim)
    {
        grid = config.Grid;
        if (Math.Max(grid.SizeX, Math.Max(grid.SizeY, grid.SizeZ)) > byte.MaxValue + 1)
        {
            throw new ArgumentException($"Grids of up to {byte.MaxValue + 1} voxels a side are cut into boxes; this one has {grid.SizeX}×{grid.SizeY}×{grid.SizeZ}.", nameof(config));
        }
        (this.pointsPerQuery, this.aim) = (pointsPerQuery, aim);
        boxes = [.. Enumerable.Range(0, OccupancyClasses.Occupied).Select(c => PointReach.Boxes(PointReach.Of(config, c), grid))];
        cells = new int[grid.Count];
        cores = new int[grid.Count];
    }

    /// <summary>Takes the truth.</summary>
    /// <param name="labels">Its labels.</param>
    /// <param name="occurs">Gets the number of voxels of each class.</param>
    public void Read(ReadOnlySpan<byte> labels, Span<int> occurs)
    {
        foreach (List<(byte, byte, byte)> own in voxels)
        {
            own.Clear();
        }
        for (int x = 0, at = 0; x < grid.SizeX; x++)
        {
            for (int y = 0; y < grid.SizeY; y++, at += grid.SizeZ)
            {
                ReadOnlySpan<byte> column = labels.Slice(at, grid.SizeZ);
                for (int z = column.IndexOfAnyExcept((byte)OccupancyClass.Free); (uint)z < (uint)column.Length; z++)
                {
                    if (column[z] != (byte)OccupancyClass.Free)
                    {
                        voxels[column[z]].Add(((byte)x, (byte)y, (byte)z));
                    }
                }
            }
        }
        for (int c = 0; c < voxels.Length; c++)
        {
            occurs[c] = voxels[c].Count;
        }
    }

    /// <summary>The most valuable boxes, at most so many; valid until the next call.</summary>
    /// <param name="queries">Q.</param>
    /// <param name="gap">Voxels left empty between two boxes, for the closing to fill.</param>
    /// <param name="thinning">A query takes so many voxels per point; the closing fills the others.</param>
    public List<PointBlock> Choose(int queries, int gap, int thinning)
    {
        chosen.Clear();
        for (byte label = 0; label < voxels.Length; label++)
        {
            if (voxels[label].Count == 0)
            {
                continue;
            }
            found.Clear();
            double most = 0;
            (int lowest, int highest) = (int.MaxValue, 0);
            foreach ((byte _, byte _, byte z) in voxels[label])
            {
                (lowest, highest) = (Math.Min(lowest, z), Math.Max(highest, z));
            }
            for (int i = 0; i < boxes[label].Count; i++)
            {
                if (i + 1 < boxes[label].Count && boxes[label][i + 1].Height > highest - lowest)
                {
                    continue; // the next box is high enough, and wider
                }
                // Of all cuts, the one that gives the most per query.
                double gain = Cut(label, boxes[label][i], gap, thinning, lowest, highest);
                if (gain > most)
                {
                    most = gain;
                    found.Clear();
                    found.AddRange(trial);
                }
            }
            chosen.AddRange(found);
        }
        chosen.Sort(static (a, b) => (b.Gain, a.Label, a.X, a.Y, a.Z, a.Part).CompareTo((a.Gain, b.Label, b.X, b.Y, b.Z, b.Part)));
        if (chosen.Count > queries)
        {
            chosen.RemoveRange(queries, chosen.Count - queries);
        }
        return chosen;
    }

    // Fills trial; gives the mean gain of a query.
    private double Cut(byte label, (int Side, int Height) box, int gap, int thinning, int lowest, int highest)
    {
        int flat = box.Side + gap, tall = highest - lowest < box.Height ? grid.SizeZ : box.Height + gap;
        int rows = (grid.SizeY + flat - 1) / flat, layers = (grid.SizeZ + tall - 1) / tall;
        for (int i = 0; i < Math.Max(grid.SizeX, grid.SizeY); i++)
        {
            (cellX[i], cellY[i], core[i]) = (i / flat * rows * layers, i / flat * layers, i % flat < box.Side);
        }
        for (int z = lowest; z <= highest; z++)
        {
            (cellZ[z], coreZ[z]) = ((z - lowest) / tall, (z - lowest) % tall < box.Height);
        }
        touched.Clear();
        foreach ((byte x, byte y, byte z) in voxels[label])
        {
            int cell = cellX[x] + cellY[y] + cellZ[z];
            if (cells[cell]++ == 0)
            {
                touched.Add(cell);
            }
            cores[cell] += core[x] & core[y] & coreZ[z] ? 1 : 0;
        }
        trial.Clear();
        double sum = 0, weight = aim == PointCeilingAim.MeanIoU ? 1.0 / voxels[label].Count : 1;
        foreach (int cell in touched)
        {
            int parts = (cores[cell] + thinning * pointsPerQuery - 1) / (thinning * pointsPerQuery);
            for (int part = 0; part < parts; part++)
            {
                trial.Add(new(
                    label, cell / layers / rows * flat, cell / layers % rows * flat, cell % layers * tall + lowest, box.Side, box.Height, part, parts, weight * cells[cell] / parts));
            }
            sum += parts > 0 ? weight * cells[cell] : 0;
            (cells[cell], cores[cell]) = (0, 0);
        }
        return trial.Count == 0 ? 0 : sum / trial.Count;
    }
}
