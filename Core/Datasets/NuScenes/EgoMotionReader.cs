using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>What the car did and does around a key frame: from the poses of its scene's key frames, and from the CAN bus where there is one.</summary>
internal sealed class EgoMotionReader(NuScenesIndex index)
{
    /// <summary>Most past poses that are given: 3 s.</summary>
    public const int LongestHistory = 6;

    /// <summary>
    /// State at a key frame. Without a CAN bus, velocity, acceleration and rate of turn follow from this and earlier key frames alone, so that
    /// nothing of the future is in them (spec/sparseoccvla.md §2.4); only a scene's first key frame, which has no past, takes its speed from the step ahead.
    /// </summary>
    public EgoState State(int sample, CanBus? bus)
    {
        Pose now = Ego(sample);
        EgoState state = new() { EgoToWorld = now, History = History(sample, now) };
        if (bus is not null)
        {
            CanBusPose message = bus.PoseAt(index.Samples[sample].Timestamp);
            return state with
            {
                Velocity = (message.Vel.X, message.Vel.Y),
                Acceleration = (message.Accel.X, message.Accel.Y),
                YawRate = message.RotationRate.Z,
                Steering = bus.SteeringAt(index.Samples[sample].Timestamp)?.ToFrontWheels() ?? 0,
            };
        }
        if (Step(sample - 1, sample) is not (Vector3D velocity, double yawRate))
        {
            return Step(sample, sample + 1) is (Vector3D ahead, double turn)
                ? state with { Velocity = InFrame(now, ahead), YawRate = turn }
                : state;
        }
        state = state with { Velocity = InFrame(now, velocity), YawRate = yawRate };
        if (Step(sample - 2, sample - 1) is (Vector3D before, double))
        {
            // Two velocities, each of the middle of its step, half of each step apart.
            double seconds = 0.5e-6 * (Time(sample) - Time(sample - 2));
            state = state with { Acceleration = InFrame(now, (velocity - before) * (1 / seconds)) };
        }
        return state;
    }

    /// <summary>Where the car goes: poses of the following key frames in the ego frame, and how many there are.</summary>
    public (Trajectory Path, int Steps) Future(int sample)
    {
        Pose toEgo = Ego(sample).Inverse;
        (double X, double Y)[] points = new (double, double)[Trajectory.Steps];
        double[] headings = new double[Trajectory.Steps];
        int steps = 0;
        for (; steps < Trajectory.Steps && Has(sample, sample + steps + 1); steps++)
        {
            Pose relative = toEgo * Ego(sample + steps + 1);
            points[steps] = (relative.Translation.X, relative.Translation.Y);
            headings[steps] = relative.Rotation.Yaw;
        }
        for (int i = Math.Max(steps, 1); i < Trajectory.Steps; i++)
        {
            (points[i], headings[i]) = (points[i - 1], headings[i - 1]);
        }
        return (new() { Points = points, Headings = headings }, steps);
    }

    /// <summary>Ego frame to map frame at a key frame's LiDAR's time.</summary>
    public Pose Ego(int sample) => index.Data[index.LidarOf(sample)].Ego;

    private List<PastPose> History(int sample, Pose now)
    {
        List<PastPose> history = [];
        Pose toEgo = now.Inverse;
        for (int past = sample - 1; past >= sample - LongestHistory && Has(sample, past); past--)
        {
            Pose relative = toEgo * Ego(past);
            history.Add(new(1e-6 * (Time(past) - Time(sample)), relative.Translation.X, relative.Translation.Y, relative.Rotation.Yaw));
        }
        history.Reverse();
        return history;
    }

    // Mean velocity in the map frame and mean rate of turn between two key frames; null where one is absent.
    private (Vector3D Velocity, double YawRate)? Step(int from, int to)
    {
        if (!Has(to, from) || !Has(from, to))
        {
            return null;
        }
        double seconds = 1e-6 * (Time(to) - Time(from));
        (Pose first, Pose last) = (Ego(from), Ego(to));
        return seconds > 0 ? ((last.Translation - first.Translation) * (1 / seconds), (first.Inverse * last).Rotation.Yaw / seconds) : null;
    }

    // True if the other sample exists, belongs to the same scene and knows where it is.
    private bool Has(int sample, int other) =>
        (uint)other < (uint)index.Samples.Length && (uint)sample < (uint)index.Samples.Length
        && index.Samples[other].Scene == index.Samples[sample].Scene && index.LidarOf(other) != NuScenesIndex.None;

    private long Time(int sample) => index.Samples[sample].Timestamp;

    private static (double, double) InFrame(Pose ego, Vector3D v)
    {
        Vector3D local = ego.Rotation.ToMatrix().Transposed * v;
        return (local.X, local.Y);
    }
}
