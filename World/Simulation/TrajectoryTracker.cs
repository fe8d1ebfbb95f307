using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Simulation;

/// <summary>
/// Follows a planned trajectory with wheel and pedals: pure pursuit of a point ahead, and the acceleration that reaches in a second the
/// arc length planned for then.
/// </summary>
internal sealed class TrajectoryTracker
{
    private const double Strongest = 4, Hardest = -8;

    private readonly Bicycle start;
    private readonly Vector2D[] points = new Vector2D[Trajectory.Steps + 1];
    private readonly double[] along = new double[Trajectory.Steps + 1], speeds = new double[Trajectory.Steps + 1];
    private double travelled;

    /// <summary>For a plan made where the car is now.</summary>
    public TrajectoryTracker(Trajectory plan, in Bicycle now)
    {
        start = now;
        for (int i = 0; i < Trajectory.Steps; i++)
        {
            points[i + 1] = new(plan.Points[i].X, plan.Points[i].Y);
            Vector2D d = points[i + 1] - points[i];
            // A point behind the one before cannot be driven to; the car waits.
            along[i + 1] = along[i] + (Vector2D.Dot(d, i == 0 ? new(1, 0) : d) > 0 ? d.Length : 0);
        }
        speeds[0] = now.Speed;
        for (int i = 1; i < speeds.Length; i++)
        {
            double before = (along[i] - along[i - 1]) / Trajectory.StepSeconds, after = i + 1 < along.Length ? (along[i + 1] - along[i]) / Trajectory.StepSeconds : before;
            speeds[i] = before <= 0 || after <= 0 ? 0 : 2 * before * after / (before + after);
        }
    }

    /// <summary>Acceleration and steering at a time after the plan was made.</summary>
    public (double Acceleration, double Steering) Control(double time, in Bicycle motion)
    {
        double acceleration = 2 * (At(time + 1) - travelled - motion.Speed);
        return (Math.Clamp(acceleration, Hardest, Strongest), Steering(motion));
    }

    /// <summary>Takes note of the way travelled.</summary>
    public void Advance(double way) => travelled += way;

    // Cubic between the planned points, without overshoot.
    private double At(double time)
    {
        double u = time / Trajectory.StepSeconds;
        int i = Math.Min((int)u, Trajectory.Steps - 1);
        double t = Math.Min(1, u - i), h = Trajectory.StepSeconds;
        double a = along[i], b = along[i + 1], s = t * t * (3 - 2 * t), rise = t * (1 - t) * (1 - t) * h, fall = t * t * (t - 1) * h;
        return Math.Max(a, Math.Min(b, a + (b - a) * s + rise * Math.Min(speeds[i], 3 * (b - a) / h) + fall * Math.Min(speeds[i + 1], 3 * (b - a) / h)));
    }

    private double Steering(in Bicycle motion)
    {
        double reach = Math.Clamp(0.7 * motion.Speed, 1.8, 7);
        Vector2D here = Local(motion.Position), aim = points[^1];
        double wanted = travelled + reach;
        for (int i = 0; i < Trajectory.Steps; i++)
        {
            if (along[i + 1] >= wanted && along[i + 1] > along[i])
            {
                aim = Bent(i, (wanted - along[i]) / (along[i + 1] - along[i]));
                break;
            }
        }
        Vector2D d = aim - here;
        double distance = d.Length;
        if (distance < 0.6)
        {
            return motion.Steering;
        }
        (double sin, double cos) = Elementary.SinCos(motion.Yaw - start.Yaw);
        double side = cos * d.Y - sin * d.X, ahead = cos * d.X + sin * d.Y;
        return ahead <= 0 ? motion.Steering : Elementary.Atan(EgoVehicle.Wheelbase * 2 * side / (distance * distance));
    }

    // A smooth curve through the points (Catmull–Rom), so that few points still make an arc.
    private Vector2D Bent(int i, double t)
    {
        Vector2D a = points[i], b = points[i + 1];
        Vector2D before = i > 0 ? (b - points[i - 1]) * 0.5 : new Vector2D((b - a).Length, 0), after = i + 2 < points.Length ? (points[i + 2] - a) * 0.5 : b - a;
        double t2 = t * t, t3 = t2 * t;
        return a * (2 * t3 - 3 * t2 + 1) + before * (t3 - 2 * t2 + t) + b * (3 * t2 - 2 * t3) + after * (t3 - t2);
    }

    private Vector2D Local(Vector2D town)
    {
        (double sin, double cos) = Elementary.SinCos(start.Yaw);
        Vector2D d = town - start.Position;
        return new(cos * d.X + sin * d.Y, cos * d.Y - sin * d.X);
    }
}
