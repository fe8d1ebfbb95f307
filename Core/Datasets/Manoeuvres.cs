using VoxPilot.Core.Metrics.Planning;

namespace VoxPilot.Core.Datasets;

/// <summary>Tells what the car does by what it did: for weights of samples in training and for subsets in evaluation, never for what a network sees.</summary>
public static class Manoeuvres
{
    /// <summary>A change of heading of so much is a turn, radians (OmniDrive's ±20°; spec/sparseoccvla.md §2.3).</summary>
    public const double TurnAngle = VoxPilotPlanning.TurnAngle;

    /// <summary>A way so far to the side of the present heading is a turn, metres (VAD's threshold of the command; §2.4).</summary>
    public const double TurnSideways = 2;

    /// <summary>Up to this speed the car is at rest, m/s (OmniDrive names no velocity below it; §2.3).</summary>
    public const double RestSpeed = 0.2;

    /// <summary>From this speed on it moves, m/s. What is between is neither, so that a jitter about rest is no manoeuvre.</summary>
    public const double MovingSpeed = 0.5;

    /// <summary>A loss of speed of so much is yielding, and so is setting off to such a speed, m/s.</summary>
    public const double SpeedChange = 2;

    /// <summary>
    /// What the car does within the 3 s of a recorded way. A turn comes before a stop, and a stop before yielding, where it does several. Speeds are the
    /// means of the steps, so that a car that comes to rest in the last half second still yields.
    /// </summary>
    /// <param name="ego">The car's state; null: its speed is that of the first step.</param>
    /// <param name="future">What it did. All six steps must be recorded: one that repeats the last looks like a stop.</param>
    /// <exception cref="ArgumentException">There are not six steps.</exception>
    public static Manoeuvre Of(EgoState? ego, Trajectory future)
    {
        ArgumentNullException.ThrowIfNull(future);
        if (future.Points.Count != Trajectory.Steps || future.Headings is { Count: not Trajectory.Steps })
        {
            throw new ArgumentException($"The recorded way has {future.Points.Count} points and {future.Headings?.Count.ToString() ?? "no"} headings; {Trajectory.Steps} steps of {Trajectory.StepSeconds} s are expected.", nameof(future));
        }
        Span<double> headings = stackalloc double[Trajectory.Steps];
        PathDirections.Of(future, headings);
        double now = ego is null ? Speed(future, 0) : Math.Abs(ego.Speed), slowest = now, fastest = now;
        for (int t = 0; t < Trajectory.Steps; t++)
        {
            if (Math.Abs(Math.IEEERemainder(headings[t], 2 * Math.PI)) >= TurnAngle || Math.Abs(future.Points[t].Y) >= TurnSideways)
            {
                return Manoeuvre.Turn;
            }
            double speed = Speed(future, t);
            (slowest, fastest) = (Math.Min(slowest, speed), Math.Max(fastest, speed));
        }
        return now >= MovingSpeed && slowest <= RestSpeed ? Manoeuvre.Stop
            : now - slowest >= SpeedChange || now < MovingSpeed && fastest >= SpeedChange ? Manoeuvre.Yield
            : Manoeuvre.Steady;
    }

    // Mean speed of a step, m/s.
    private static double Speed(Trajectory path, int step)
    {
        (double X, double Y) at = path.Points[step], before = step == 0 ? default : path.Points[step - 1];
        return double.Hypot(at.X - before.X, at.Y - before.Y) / Trajectory.StepSeconds;
    }
}
