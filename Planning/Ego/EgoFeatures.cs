using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>
/// The 21 numbers that tell the planner about its own car (spec/sparseoccvla.md §2.4), in the ego frame, metres, seconds, radians:
/// <list type="table">
/// <item><term>0…11</term><description>past poses at −2.0, −1.5, −1.0 and −0.5 s: x, y, yaw of each</description></item>
/// <item><term>12…14</term><description>velocity forward, velocity to the left, rate of turn</description></item>
/// <item><term>15…17</term><description>acceleration forward, acceleration to the left, steering angle</description></item>
/// <item><term>18…20</term><description>command: one-hot in the order right, left, straight; zeros where none is given</description></item>
/// </list>
/// Nothing here comes from the future. Past poses that were not given are continued backwards, from the oldest known motion.
/// </summary>
public static class EgoFeatures
{
    /// <summary>How many numbers there are.</summary>
    public const int Count = 21;

    /// <summary>Times of the past poses, seconds.</summary>
    public static IReadOnlyList<double> PastTimes { get; } = [-2.0, -1.5, -1.0, -0.5];

    /// <summary>The 21 numbers of a state and a command.</summary>
    /// <param name="ego">The car's state; null where it is unknown: the numbers 0 to 17 are then zero.</param>
    /// <param name="command">The route's command.</param>
    public static float[] From(EgoState? ego, Command? command)
    {
        float[] features = new float[Count];
        if (ego is not null)
        {
            for (int i = 0; i < PastTimes.Count; i++)
            {
                PastPose pose = PoseAt(ego, PastTimes[i]);
                features[3 * i] = (float)pose.X;
                features[3 * i + 1] = (float)pose.Y;
                features[3 * i + 2] = (float)pose.Yaw;
            }
            features[12] = (float)ego.Velocity.X;
            features[13] = (float)ego.Velocity.Y;
            features[14] = (float)ego.YawRate;
            features[15] = (float)ego.Acceleration.X;
            features[16] = (float)ego.Acceleration.Y;
            features[17] = (float)ego.Steering;
        }
        if (command is { } c)
        {
            features[18 + (int)c] = 1;
        }
        return features;
    }

    // Between two known poses: linear. Before the oldest one: its speed and rate of turn go on.
    private static PastPose PoseAt(EgoState ego, double time)
    {
        PastPose later = default; // now: the origin
        PastPose? after = null;
        for (int i = ego.History.Count - 1; i >= 0; i--)
        {
            PastPose earlier = ego.History[i];
            if (earlier.Time >= later.Time)
            {
                continue;
            }
            if (earlier.Time <= time)
            {
                double share = (time - earlier.Time) / (later.Time - earlier.Time);
                return new(
                    time,
                    earlier.X + share * (later.X - earlier.X),
                    earlier.Y + share * (later.Y - earlier.Y),
                    earlier.Yaw + share * Angles.Wrap(later.Yaw - earlier.Yaw));
            }
            (after, later) = (later, earlier);
        }
        double forward = ego.Velocity.X, left = ego.Velocity.Y, turn = ego.YawRate;
        if (after is { } next)
        {
            double dt = next.Time - later.Time;
            double dx = next.X - later.X, dy = next.Y - later.Y;
            turn = Angles.Wrap(next.Yaw - later.Yaw) / dt;
            (double s, double c) = Math.SinCos(later.Yaw + turn * dt / 2);
            (forward, left) = ((c * dx + s * dy) / dt, (c * dy - s * dx) / dt);
        }
        // Along an arc, backwards: the chord points along the mean heading.
        double back = time - later.Time;
        double mean = later.Yaw + turn * back / 2;
        (double sin, double cos) = Math.SinCos(mean);
        return new(time, later.X + back * (cos * forward - sin * left), later.Y + back * (sin * forward + cos * left), later.Yaw + turn * back);
    }
}
