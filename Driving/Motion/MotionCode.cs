using VoxPilot.Core;
using VoxPilot.Perception;
using VoxPilot.Planning;

namespace VoxPilot.Driving;

/// <summary>
/// Where the car will be at 1, 2 and 3 s, as six numbers each: Δx, Δy (10 m), Δyaw (rad), speed (10 m/s), acceleration (3 m/s²),
/// rate of turn (rad/s): units in which everyday driving is about 1, as networks like their inputs.
/// The plan exists only after the language model's pass, so the global tokens are told the motion that would follow from
/// holding speed and steering (<see cref="Extrapolate"/>), and the forecaster the motion of the plan itself
/// (<see cref="FromTrajectory"/>): spec/sparseoccvla.md §5.2, §7.2, §7.4 (self-ego). Nothing here comes from the future.
/// </summary>
public static class MotionCode
{
    /// <summary>Horizons: 1, 2, 3 s.</summary>
    public const int Horizons = 3;

    /// <summary>Numbers of one horizon.</summary>
    public const int Width = 6;

    private const double Metres = ForecasterConfig.MotionMetres, MetresPerSecond = 10, Acceleration = 3;

    /// <summary>Motion of a car that holds its speed and its rate of turn; zeros where the ego state is unknown.</summary>
    public static IReadOnlyList<FutureMotion> Extrapolate(EgoState? ego)
    {
        FutureMotion[] motion = new FutureMotion[Horizons];
        if (ego is null)
        {
            return motion;
        }
        for (int h = 1; h <= Horizons; h++)
        {
            (double x, double y, double yaw) = EgoMotion.Hold(ego, h);
            motion[h - 1] = new(x, y, yaw, ego.Speed);
        }
        return motion;
    }

    /// <summary>Motion of a car that follows a trajectory.</summary>
    public static IReadOnlyList<FutureMotion> FromTrajectory(Trajectory trajectory)
    {
        ArgumentNullException.ThrowIfNull(trajectory);
        IReadOnlyList<double> headings = TrajectoryHeadings.Of(trajectory);
        FutureMotion[] motion = new FutureMotion[Horizons];
        for (int h = 0; h < Horizons; h++)
        {
            int i = 2 * h + 1; // steps of 0.5 s: every second one is a horizon
            (double X, double Y) before = trajectory.Points[i - 1], point = trajectory.Points[i];
            double length = Math.Sqrt((point.X - before.X) * (point.X - before.X) + (point.Y - before.Y) * (point.Y - before.Y));
            motion[h] = new(point.X, point.Y, headings[i], length / Trajectory.StepSeconds);
        }
        return motion;
    }

    /// <summary>The numbers of all horizons, (3, 6) row by row.</summary>
    /// <param name="motion">The three horizons.</param>
    /// <param name="ego">The car's state now, for speed and rate of turn at the start; null where unknown.</param>
    public static float[] Encode(IReadOnlyList<FutureMotion> motion, EgoState? ego)
    {
        ArgumentNullException.ThrowIfNull(motion);
        float[] code = new float[Horizons * Width];
        double speed = ego?.Speed ?? motion[0].Speed, yaw = 0;
        for (int h = 0; h < Horizons; h++)
        {
            FutureMotion m = motion[h];
            Span<float> row = code.AsSpan(h * Width, Width);
            row[0] = (float)(m.X / Metres);
            row[1] = (float)(m.Y / Metres);
            row[2] = (float)m.Yaw;
            row[3] = (float)(m.Speed / MetresPerSecond);
            row[4] = (float)((m.Speed - speed) / Acceleration); // per second: horizons are 1 s apart
            row[5] = (float)Math.IEEERemainder(m.Yaw - yaw, 2 * Math.PI);
            (speed, yaw) = (m.Speed, m.Yaw);
        }
        return code;
    }
}
