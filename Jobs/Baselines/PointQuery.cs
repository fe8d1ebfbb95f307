using VoxPilot.Core;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Baselines;

/// <summary>Places the points of one query in the voxels of a box.</summary>
internal sealed class PointQuery(int pointsPerQuery, PointVoxelizerConfig config)
{
    // Patterns, ever thinner, whose holes the closing fills on any straight line or plane.
    private static readonly int[] Periods = [1, 2, 3];

    private readonly GridSpec grid = config.Grid;
    private readonly List<(int X, int Y, int Z)> members = [], kept = [];
    private readonly double[] place = new double[3 * pointsPerQuery];

    /// <summary>
    /// One point in each voxel of the class, where it is nearest to the middle of them all; of too many voxels, a pattern whose holes are
    /// closed later. Points that are left over repeat whichever lies farthest from the mean so far, which takes the mean to the centre of the
    /// smallest ball around them (Bădoiu and Clarkson, 2003), for what counts is the distance to the query's mean.
    /// </summary>
    /// <param name="labels">The truth.</param>
    /// <param name="block">Which box.</param>
    /// <param name="points">Gets (R, 3), metres.</param>
    public void Place(ReadOnlySpan<byte> labels, in PointBlock block, Span<float> points)
    {
        Collect(labels, block);
        double reach = PointReach.Of(config, block.Label);
        foreach (int period in config.Closing ? Periods : Periods.AsSpan(0, 1))
        {
            Thin(period);
            if (kept.Count > 0 && kept.Count <= pointsPerQuery && Fill(points) < reach)
            {
                return;
            }
        }
        Thin(1);
        if (kept.Count > pointsPerQuery)
        {
            for (int i = 0; i < pointsPerQuery; i++)
            {
                kept[i] = kept[(int)((long)i * kept.Count / pointsPerQuery)]; // evenly spread in scan order
            }
            kept.RemoveRange(pointsPerQuery, kept.Count - pointsPerQuery);
        }
        Fill(points);
    }

    private void Collect(ReadOnlySpan<byte> labels, in PointBlock block)
    {
        members.Clear();
        for (int x = block.X; x < Math.Min(block.X + block.Side, grid.SizeX); x++)
        {
            for (int y = block.Y; y < Math.Min(block.Y + block.Side, grid.SizeY); y++)
            {
                for (int z = block.Z; z < Math.Min(block.Z + block.Height, grid.SizeZ); z++)
                {
                    if (labels[grid.Index(x, y, z)] == block.Label)
                    {
                        members.Add((x, y, z));
                    }
                }
            }
        }
        int all = members.Count;
        int first = (int)((long)block.Part * all / block.Parts), end = (int)((block.Part + 1L) * all / block.Parts);
        members.RemoveRange(end, all - end);
        members.RemoveRange(0, first);
    }

    private void Thin(int period)
    {
        kept.Clear();
        foreach ((int X, int Y, int Z) voxel in members)
        {
            if ((voxel.X + voxel.Y + voxel.Z) % period == 0)
            {
                kept.Add(voxel);
            }
        }
    }

    /// <summary>Gives the largest distance to the mean, metres.</summary>
    private double Fill(Span<float> points)
    {
        (int X, int Y, int Z) low = kept[0], high = kept[0];
        foreach ((int x, int y, int z) in kept)
        {
            low = (Math.Min(low.X, x), Math.Min(low.Y, y), Math.Min(low.Z, z));
            high = (Math.Max(high.X, x), Math.Max(high.Y, y), Math.Max(high.Z, z));
        }
        for (int i = 0; i < kept.Count; i++)
        {
            place[3 * i] = grid.Origin.X + Nearest(kept[i].X, low.X, high.X) * grid.Voxel;
            place[3 * i + 1] = grid.Origin.Y + Nearest(kept[i].Y, low.Y, high.Y) * grid.Voxel;
            place[3 * i + 2] = grid.Origin.Z + Nearest(kept[i].Z, low.Z, high.Z) * grid.Voxel;
        }
        double sumX = 0, sumY = 0, sumZ = 0, farthest = 0;
        for (int r = 0, next = 0; r <= pointsPerQuery; r++)
        {
            if (r >= kept.Count)
            {
                farthest = 0;
                for (int i = 0; i < kept.Count; i++)
                {
                    double dx = place[3 * i] - sumX / r, dy = place[3 * i + 1] - sumY / r, dz = place[3 * i + 2] - sumZ / r;
                    double distance = dx * dx + dy * dy + dz * dz;
                    (farthest, next) = distance > farthest ? (distance, i) : (farthest, next);
                }
            }
            if (r < pointsPerQuery)
            {
                int from = r < kept.Count ? r : next;
                sumX += place[3 * from];
                sumY += place[3 * from + 1];
                sumZ += place[3 * from + 2];
                (points[3 * r], points[3 * r + 1], points[3 * r + 2]) = ((float)place[3 * from], (float)place[3 * from + 1], (float)place[3 * from + 2]);
            }
        }
        return Math.Sqrt(farthest);
    }

    // In voxels: the place in voxel i that is nearest to the middle of voxels low … high.
    private static double Nearest(int i, int low, int high) =>
        Math.Clamp((low + high + 1) / 2.0, i + PointReach.Margin, i + 1 - PointReach.Margin);
}
