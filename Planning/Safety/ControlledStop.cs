using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>Slowing down at a constant rate along the present path until the car stands.</summary>
public static class ControlledStop
{
    private const double SlowestBend = 0.5;

    /// <summary>
    /// The stop from the present speed. The path is the present arc (rate of turn over speed), straightened so far that neither
    /// its curvature nor its sideways acceleration exceeds nine tenths of the limits.
    /// </summary>
    /// <param name="ego">The car's state; its speed may be negative (backwards).</param>
    /// <param name="deceleration">m/s², positive.</param>
    /// <param name="limits">Bounds of the arc.</param>
    public static Trajectory From(EgoState ego, double deceleration, SafetyLimits limits)
    {
        ArgumentNullException.ThrowIfNull(ego);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deceleration);
        double speed = Math.Abs(ego.Speed), sign = Math.Sign(ego.Speed);
        double bound = 0.9 * Math.Min(limits.Curvature, limits.LateralAcceleration / Math.Max(speed * speed, 1e-6));
        double curvature = speed < SlowestBend ? 0 : Math.Clamp(ego.YawRate / ego.Speed, -bound, bound);
        (double X, double Y)[] points = new (double, double)[Trajectory.Steps];
        double[] headings = new double[Trajectory.Steps];
        for (int i = 0; i < Trajectory.Steps; i++)
        {
            double time = Math.Min(Trajectory.Times[i], speed / deceleration);
            double way = sign * (speed * time - deceleration * time * time / 2);
            double heading = curvature * way;
            // On an arc, the chord is sin(θ/2) / (θ/2) times as long as the way, and points along θ/2.
            double chord = Math.Abs(heading) < 1e-9 ? way : way * Math.Sin(heading / 2) / (heading / 2);
            points[i] = (chord * Math.Cos(heading / 2), chord * Math.Sin(heading / 2));
            headings[i] = heading;
        }
        return new() { Points = points, Headings = headings };
    }
}
