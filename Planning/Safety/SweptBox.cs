using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Planning;

/// <summary>
/// Drives the car's box along a path through present and forecast occupancy. At each pose it looks at the grid that is nearest in time,
/// and at what the present grid shows of things that never move. Only columns under the box are read; nothing is allocated per voxel.
/// Twin: <see cref="SweptBoxReference"/>.
/// </summary>
internal static class SweptBox
{
    /// <summary>Distance between the poses that are looked at, metres.</summary>
    public const double Spacing = 0.2;

    private const int Labels = 18;
    private static readonly bool[] Obstacles = [.. Enumerable.Range(0, Labels).Select(OccupancyClasses.IsObstacle)];
    private static readonly bool[] StandingObstacles =
        [.. Enumerable.Range(0, Labels).Select(l => OccupancyClasses.IsObstacle(l) && !OccupancyClasses.IsMovable(l))];

    /// <summary>Most obstacle columns touched at one instant; first time and place of more than the limit (else of the most).</summary>
    public static SweptContact Collide(TrajectoryPath path, OccupancyGrid now, IReadOnlyList<ForecastGrid> future, SafetyLimits limits)
    {
        EgoFootprint body = new(default, limits.Box);
        SweptContact contact = default;
        for (int step = 0; step < Trajectory.Steps; step++)
        {
            int parts = path.Parts(step, Spacing);
            for (int part = 1; part <= parts; part++)
            {
                double share = (double)part / parts, time = (step + share) * Trajectory.StepSeconds;
                PlanarPose pose = path.At(step, share);
                int nearest = NearestInTime(future, time);
                int cells;
                Vector3D place;
                if (nearest < 0)
                {
                    (cells, place) = Touch(now, new(pose, limits.Box), Obstacles, body, exclude: true, limits);
                }
                else
                {
                    PlanarPose toPresent = PlanarPose.From(future[nearest].FutureEgoToPresent);
                    (cells, place) = Touch(future[nearest].Grid, new(toPresent.Inverse.Transform(pose), limits.Box), Obstacles, body, exclude: false, limits);
                    (double x, double y) = toPresent.Transform(place.X, place.Y);
                    place = new(x, y, place.Z);
                    (int standing, Vector3D standingPlace) = Touch(now, new(pose, limits.Box), StandingObstacles, body, exclude: true, limits);
                    if (standing > cells)
                    {
                        (cells, place) = (standing, standingPlace);
                    }
                }
                contact = contact.With(cells, limits.ObstacleCells, time, place);
            }
        }
        return contact;
    }

    /// <summary>Largest share of the footprint on ground that is known not to be driveable, in the present grid.</summary>
    public static (double Share, double Time, Vector3D Place) LeaveRoad(TrajectoryPath path, OccupancyGrid now, SafetyLimits limits, double limit)
    {
        double worst = 0, worstTime = 0;
        Vector3D worstPlace = default;
        for (int step = 0; step < Trajectory.Steps; step++)
        {
            int parts = path.Parts(step, Spacing);
            for (int part = 1; part <= parts; part++)
            {
                double along = (double)part / parts;
                PlanarPose pose = path.At(step, along);
                (double share, Vector3D place) = OffRoadShare(now, new(pose, limits.Box), limits);
                if (share > worst)
                {
                    bool first = worst <= limit;
                    (worst, worstTime, worstPlace) = (share, first ? (step + along) * Trajectory.StepSeconds : worstTime, first ? place : worstPlace);
                }
            }
        }
        return (worst, worstTime, worstPlace);
    }

    /// <summary>Share of the box on ground that is known not to be driveable; unknown ground counts as driveable.</summary>
    public static (double Share, Vector3D Place) OffRoadShare(OccupancyGrid grid, in EgoFootprint box, SafetyLimits limits)
    {
        GridSpec spec = grid.Spec;
        (int x0, int x1, int y0, int y1) = box.Columns(spec);
        int top = Layer(spec, limits.LowestObstacle + 2 * spec.Voxel);
        int off = 0;
        Vector3D place = default;
        for (int x = x0; x < x1; x++)
        {
            for (int y = y0; y < y1; y++)
            {
                Vector3D centre = spec.Centre(x, y, 0);
                if (box.Contains(centre.X, centre.Y) && IsOtherGround(grid.Labels.Slice(spec.Index(x, y, 0), top)))
                {
                    place = off == 0 ? centre with { Z = 0 } : place;
                    off++;
                }
            }
        }
        double cells = limits.Box.Length * limits.Box.Width / (spec.Voxel * spec.Voxel);
        return (Math.Min(1, off / cells), place);
    }

    /// <summary>Index of the forecast that is nearer to a time than the present and all others; −1 for the present.</summary>
    public static int NearestInTime(IReadOnlyList<ForecastGrid> future, double time)
    {
        int best = -1;
        double least = time;
        for (int i = 0; i < future.Count; i++)
        {
            double distance = Math.Abs(future[i].Seconds - time);
            if (distance < least || (best < 0 && distance <= least))
            {
                (best, least) = (i, distance);
            }
        }
        return best;
    }

    /// <summary>The first layer whose voxels' centres lie at or above a height; at most the number of layers.</summary>
    public static int Layer(GridSpec spec, double height) =>
        (int)Math.Clamp(Math.Ceiling((height - spec.Origin.Z) / spec.Voxel - 0.5), 0, spec.SizeZ);

    private static (int Cells, Vector3D Place) Touch(
        OccupancyGrid grid, in EgoFootprint box, bool[] obstacles, in EgoFootprint body, bool exclude, SafetyLimits limits)
    {
        GridSpec spec = grid.Spec;
        double half = spec.Voxel / 2;
        (int x0, int x1, int y0, int y1) = box.Columns(spec);
        int z0 = Layer(spec, limits.LowestObstacle), z1 = Layer(spec, limits.HighestObstacle);
        int cells = 0;
        Vector3D place = default;
        for (int x = x0; x < x1; x++)
        {
            for (int y = y0; y < y1; y++)
            {
                int layer = FirstObstacle(grid.Labels.Slice(spec.Index(x, y, z0), Math.Max(0, z1 - z0)), obstacles);
                if (layer < 0)
                {
                    continue;
                }
                Vector3D centre = spec.Centre(x, y, z0 + layer);
                if (box.Intersects(centre.X, centre.Y, half) && !(exclude && body.Intersects(centre.X, centre.Y, half)))
                {
                    place = cells == 0 ? centre : place;
                    cells++;
                }
            }
        }
        return (cells, place);
    }

    private static int FirstObstacle(ReadOnlySpan<byte> column, bool[] obstacles)
    {
        for (int z = 0; z < column.Length; z++)
        {
            if (obstacles[column[z]])
            {
                return z;
            }
        }
        return -1;
    }

    // Other ground without a voxel of driveable surface in the column.
    private static bool IsOtherGround(ReadOnlySpan<byte> column)
    {
        bool other = false;
        foreach (byte label in column)
        {
            if (label == (byte)OccupancyClass.DriveableSurface)
            {
                return false;
            }
            other |= OccupancyClasses.IsGround(label);
        }
        return other;
    }
}
