using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Planning;

/// <summary>
/// The plain twin of <see cref="SweptBox"/>: looks at every voxel of a grid for every pose, and intersects polygons by clipping.
/// </summary>
internal static class SweptBoxReference
{
    private const double Touching = 1e-12;

    public static SweptContact Collide(TrajectoryPath path, OccupancyGrid now, IReadOnlyList<ForecastGrid> future, SafetyLimits limits)
    {
        SweptContact contact = default;
        for (int step = 0; step < Trajectory.Steps; step++)
        {
            int parts = path.Parts(step, SweptBox.Spacing);
            for (int part = 1; part <= parts; part++)
            {
                double share = (double)part / parts, time = (step + share) * Trajectory.StepSeconds;
                PlanarPose pose = path.At(step, share);
                ForecastGrid? nearest = future.Where(f => Math.Abs(f.Seconds - time) <= time).MinBy(f => Math.Abs(f.Seconds - time));
                int standing = Touched(now, PlanarPose.From(Pose.Identity), pose, limits, exclude: true, l => nearest is null || !OccupancyClasses.IsMovable(l));
                int forecast = nearest is null ? 0
                    : Touched(nearest.Grid, PlanarPose.From(nearest.FutureEgoToPresent), pose, limits, exclude: false, _ => true);
                contact = contact.With(Math.Max(standing, forecast), limits.ObstacleCells, time, default);
            }
        }
        return contact;
    }

    private static int Touched(OccupancyGrid grid, PlanarPose gridToPresent, PlanarPose pose, SafetyLimits limits, bool exclude, Func<int, bool> counts)
    {
        GridSpec spec = grid.Spec;
        HashSet<(int, int)> columns = [];
        for (int x = 0; x < spec.SizeX; x++)
        {
            for (int y = 0; y < spec.SizeY; y++)
            {
                for (int z = 0; z < spec.SizeZ; z++)
                {
                    int label = grid[x, y, z];
                    Vector3D c = spec.Centre(x, y, z);
                    if (!OccupancyClasses.IsObstacle(label) || !counts(label) || c.Z < limits.LowestObstacle || c.Z >= limits.HighestObstacle)
                    {
                        continue;
                    }
                    double h = spec.Voxel / 2;
                    (double X, double Y)[] square =
                    [
                        gridToPresent.Transform(c.X - h, c.Y - h), gridToPresent.Transform(c.X + h, c.Y - h),
                        gridToPresent.Transform(c.X + h, c.Y + h), gridToPresent.Transform(c.X - h, c.Y + h),
                    ];
                    if (SharedArea(square, pose, limits.Box) > Touching && !(exclude && SharedArea(square, default, limits.Box) > Touching))
                    {
                        columns.Add((x, y));
                    }
                }
            }
        }
        return columns.Count;
    }

    // Sutherland and Hodgman: the square, seen from the box, is cut at the box's four sides.
    private static double SharedArea((double X, double Y)[] polygon, PlanarPose pose, EgoBox box)
    {
        PlanarPose toBox = pose.Inverse;
        List<(double X, double Y)> points = [.. polygon.Select(p => toBox.Transform(p.X, p.Y)).Select(p => (p.X - box.CentreForward, p.Y))];
        foreach ((double a, double b, double limit) in new[]
        {
            (1.0, 0.0, box.Length / 2), (-1.0, 0.0, box.Length / 2), (0.0, 1.0, box.Width / 2), (0.0, -1.0, box.Width / 2),
        })
        {
            List<(double X, double Y)> kept = [];
            for (int i = 0; i < points.Count; i++)
            {
                (double X, double Y) p = points[i], q = points[(i + 1) % points.Count];
                double dp = limit - (a * p.X + b * p.Y), dq = limit - (a * q.X + b * q.Y);
                if (dp >= 0)
                {
                    kept.Add(p);
                }
                if (dp * dq < 0)
                {
                    double t = dp / (dp - dq);
                    kept.Add((p.X + t * (q.X - p.X), p.Y + t * (q.Y - p.Y)));
                }
            }
            points = kept;
        }
        double area = 0;
        for (int i = 0; i < points.Count; i++)
        {
            (double X, double Y) p = points[i], q = points[(i + 1) % points.Count];
            area += p.X * q.Y - q.X * p.Y;
        }
        return Math.Abs(area) / 2;
    }
}
