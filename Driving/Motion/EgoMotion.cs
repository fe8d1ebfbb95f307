using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Driving;

/// <summary>Where the car was and where it will be, from what it knows of itself.</summary>
public static class EgoMotion
{
    /// <summary>
    /// Takes points of the present ego frame to the ego frame of a past frame, by the first of these that is known:
    /// both poses in the world; the present frame's history of poses; held speed and rate of turn.
    /// </summary>
    /// <param name="now">The car's state now; null where unknown (the car is taken to have stood still).</param>
    /// <param name="then">The car's state then.</param>
    /// <param name="elapsed">Seconds from then to now, positive.</param>
    public static Pose PresentToPast(EgoState? now, EgoState? then, double elapsed)
    {
        if (now?.EgoToWorld is { } here && then?.EgoToWorld is { } there)
        {
            return there.Inverse * here;
        }
        if (now is null)
        {
            return Pose.Identity;
        }
        PastPose past = At(now, -elapsed);
        return Pose.Planar(past.X, past.Y, past.Yaw).Inverse;
    }

    /// <summary>Pose after (or, with negative time, before) holding speed and rate of turn, in the present ego frame.</summary>
    public static (double X, double Y, double Yaw) Hold(EgoState ego, double seconds)
    {
        ArgumentNullException.ThrowIfNull(ego);
        double turn = ego.YawRate * seconds;
        // ∫ R(ωt) v dt: along an arc; the limits for ω → 0 are t and 0
        (double along, double across) = Math.Abs(turn) < 1e-6
            ? (seconds, seconds * turn / 2)
            : (Math.Sin(turn) / ego.YawRate, (1 - Math.Cos(turn)) / ego.YawRate);
        return (
            along * ego.Velocity.X - across * ego.Velocity.Y,
            across * ego.Velocity.X + along * ego.Velocity.Y,
            turn);
    }

    private static PastPose At(EgoState ego, double time)
    {
        PastPose later = default; // now, at the origin
        for (int i = ego.History.Count - 1; i >= 0; i--)
        {
            PastPose earlier = ego.History[i];
            if (earlier.Time <= time)
            {
                double share = later.Time > earlier.Time ? (time - earlier.Time) / (later.Time - earlier.Time) : 0;
                return new(
                    time,
                    earlier.X + share * (later.X - earlier.X),
                    earlier.Y + share * (later.Y - earlier.Y),
                    earlier.Yaw + share * Math.IEEERemainder(later.Yaw - earlier.Yaw, 2 * Math.PI));
            }
            later = earlier;
        }
        (double x, double y, double yaw) = Hold(ego, time);
        return new(time, x, y, yaw);
    }
}
