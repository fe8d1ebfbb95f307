using VoxPilot.Core;

namespace VoxPilot.Jobs.Training;

/// <summary>The car's state as its images show it (<see cref="Perception.OdometryFrame.State"/>), as a row of half-precision numbers in a <see cref="QueryCache"/>.</summary>
internal static class SeenStateRecord
{
    private const int Header = 4, Poses = 5, PoseValues = 4;

    /// <summary>Numbers of a row: known, speed, rate of turn, number of poses; then time, x, y, yaw of each.</summary>
    public const int Values = Header + Poses * PoseValues;

    /// <summary>Writes a state; of more past poses than there is room for, the latest.</summary>
    /// <param name="state">The state; null where it is not known.</param>
    /// <param name="row">Receives <see cref="Values"/> numbers.</param>
    public static void Write(EgoState? state, Span<Half> row)
    {
        row[..Values].Clear();
        if (state is null)
        {
            return;
        }
        PastPose[] poses = [.. state.History.TakeLast(Poses)];
        (row[0], row[1], row[2], row[3]) = ((Half)1, (Half)state.Velocity.X, (Half)state.YawRate, (Half)poses.Length);
        for (int i = 0; i < poses.Length; i++)
        {
            Span<Half> pose = row.Slice(Header + i * PoseValues, PoseValues);
            (pose[0], pose[1], pose[2], pose[3]) = ((Half)poses[i].Time, (Half)poses[i].X, (Half)poses[i].Y, (Half)poses[i].Yaw);
        }
    }

    /// <summary>Reads it again.</summary>
    public static EgoState? Read(ReadOnlySpan<Half> row)
    {
        if (row[0] == (Half)0)
        {
            return null;
        }
        PastPose[] poses = new PastPose[(int)row[3]];
        for (int i = 0; i < poses.Length; i++)
        {
            ReadOnlySpan<Half> pose = row.Slice(Header + i * PoseValues, PoseValues);
            poses[i] = new((double)pose[0], (double)pose[1], (double)pose[2], (double)pose[3]);
        }
        return new() { Velocity = ((double)row[1], 0), YawRate = (double)row[2], History = poses };
    }
}
