using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Planning;

/// <summary>
/// Checks a trajectory against what the model itself sees and forecasts (spec/sparseoccvla.md §16.4, 2), and against what a car can do.
/// <list type="bullet">
/// <item><description>collision: the car's box, turned along its heading and swept along the trajectory, touches an obstacle (any label but ground
/// and free) between wheel and roof height, in the grid nearest in time or, for things that never move, in the present one. Obstacles
/// under the car's own box of now are its own body and do not count. Outside a grid nothing is known and nothing is hit.</description></item>
/// <item><description>off_road: share of the box on pavement, terrain or other flat ground. Ground that is not known (free or hidden) counts as driveable.
/// A car that already stands off the road may stay as far off as it is.</description></item>
/// <item><description>curvature, acceleration, braking, lateral_acceleration and both jerks: from the car's present motion on.</description></item>
/// </list>
/// Pure; the same input gives the same report.
/// </summary>
public static class SafetyEnvelope
{
    /// <summary>Checks one trajectory.</summary>
    /// <param name="trajectory">In the present ego frame.</param>
    /// <param name="ego">The car's state; null where it is unknown: the first step's motion is then taken as given.</param>
    /// <param name="now">Occupancy of now.</param>
    /// <param name="future">Forecast occupancy; without any, the present one is taken to stay.</param>
    /// <param name="limits">What is allowed.</param>
    public static SafetyReport Check(
        Trajectory trajectory, EgoState? ego, OccupancyGrid now, IReadOnlyList<ForecastGrid> future, SafetyLimits limits)
    {
        ArgumentNullException.ThrowIfNull(trajectory);
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(future);
        ArgumentNullException.ThrowIfNull(limits);
        if (!IsFinite(trajectory))
        {
            return new() { Ok = false, Collision = false, OffRoad = false, Comfort = false, Checks = [Checked("finite", false, 1, 0, null, null)] };
        }
        TrajectoryPath path = new(trajectory);
        SafetyCheck collision = Collision(path, now, future, limits);
        SafetyCheck offRoad = OffRoad(path, now, limits);
        SafetyCheck[] motion = Motion(path, ego, limits);
        return new()
        {
            Ok = collision.Ok && offRoad.Ok && motion.All(c => c.Ok),
            Collision = !collision.Ok,
            OffRoad = !offRoad.Ok,
            Comfort = motion.All(c => c.Ok),
            Checks = [collision, offRoad, .. motion],
        };
    }

    private static SafetyCheck Collision(TrajectoryPath path, OccupancyGrid now, IReadOnlyList<ForecastGrid> future, SafetyLimits limits)
    {
        SweptContact contact = SweptBox.Collide(path, now, future, limits);
        bool touched = contact.Cells > 0;
        return Checked(
            "collision", contact.Cells <= limits.ObstacleCells, contact.Cells, limits.ObstacleCells,
            touched ? contact.Time : null, touched ? contact.Place : null);
    }

    private static SafetyCheck OffRoad(TrajectoryPath path, OccupancyGrid now, SafetyLimits limits)
    {
        double here = SweptBox.OffRoadShare(now, new(default, limits.Box), limits).Share;
        double limit = Math.Max(limits.OffRoadShare, here);
        (double share, double time, Vector3D place) = SweptBox.LeaveRoad(path, now, limits, limit);
        return Checked("off_road", share <= limit, share, limit, share > 0 ? time : null, share > 0 ? place : null);
    }

    private static SafetyCheck[] Motion(TrajectoryPath path, EgoState? ego, SafetyLimits limits)
    {
        MotionProfile profile = new(path, ego);
        return
        [
            Worst("curvature", profile.Curvature, Math.Abs, limits.Curvature, path),
            Worst("acceleration", profile.Longitudinal, a => a, limits.Acceleration, path),
            Worst("braking", profile.Longitudinal, a => -a, limits.Braking, path),
            Worst("lateral_acceleration", profile.Lateral, Math.Abs, limits.LateralAcceleration, path),
            Worst("longitudinal_jerk", profile.LongitudinalJerk, Math.Abs, limits.LongitudinalJerk, path),
            Worst("lateral_jerk", profile.LateralJerk, Math.Abs, limits.LateralJerk, path),
        ];
    }

    // The first value over the limit tells time and place; the value reported is the largest.
    private static SafetyCheck Worst(string name, double[] values, Func<double, double> size, double limit, TrajectoryPath path)
    {
        double worst = 0;
        int at = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double value = size(values[i]);
            if (value > worst)
            {
                at = worst > limit ? at : i;
                worst = value;
            }
        }
        PlanarPose pose = path.At(at, 0.5);
        return Checked(name, worst <= limit, worst, limit, (at + 0.5) * Trajectory.StepSeconds, new Vector3D(pose.X, pose.Y, 0));
    }

    private static SafetyCheck Checked(string name, bool ok, double value, double limit, double? time, Vector3D? place) => new()
    {
        Name = name,
        Ok = ok,
        Value = value,
        Limit = limit,
        Time = time,
        Place = place is { } p ? (p.X, p.Y) : null,
    };

    private static bool IsFinite(Trajectory trajectory)
    {
        foreach ((double x, double y) in trajectory.Points)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                return false;
            }
        }
        return trajectory.Headings is not { } headings || headings.All(double.IsFinite);
    }
}
