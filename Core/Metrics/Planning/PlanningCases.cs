using VoxPilot.Core.Datasets;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// Makes the cases of a data set: the recorded way, the boxes of the next six key frames taken to the ego frame of now, the drivable area around the
/// car. Each key frame's boxes are read once where key frames are asked for in order. For one thread.
/// </summary>
public sealed class PlanningCases
{
    private readonly IDriveDataset dataset;
    private readonly DrivableMaps? maps;
    private readonly Dictionary<int, Keyframe> read = [];

    /// <summary>Of a data set.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="maps">Its maps; null where it has none: nothing is said of leaving the road.</param>
    public PlanningCases(IDriveDataset dataset, DrivableMaps? maps = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        (this.dataset, this.maps) = (dataset, maps);
    }

    /// <summary>The case of a key frame. For another plan of the same key frame, use <c>with { Plan = … }</c>.</summary>
    /// <param name="index">The key frame.</param>
    /// <param name="plan">What was planned there.</param>
    /// <exception cref="DatasetException">A key frame cannot be read, or it does not say where the car is.</exception>
    public PlanningCase Of(int index, Trajectory plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Keyframe now = Read(index);
        Pose ego = EgoToMap(now);
        int steps = now.Future is null ? 0 : now.FutureSteps;
        PlanningCase one = new()
        {
            Plan = plan,
            Truth = now.Future ?? Trajectory.Standstill,
            RecordedSteps = steps,
            PastKeyframes = dataset.IndexInScene(index),
            Agents = Agents(index, now, ego.Inverse, steps),
            DrivableArea = maps?.Of(now.Frame.Location)?.Around(ego),
            LidarForward = now.LidarToEgo.Translation.X,
            Ego = now.Frame.Ego,
            Command = now.Frame.Command,
        };
        Forget(index);
        return one;
    }

    private PlanningAgent[][] Agents(int index, Keyframe now, Pose mapToEgo, int steps)
    {
        PlanningAgent[][] agents = new PlanningAgent[Trajectory.Steps][];
        HashSet<string> followed = [.. now.Boxes.Select(box => box.Instance)];
        for (int step = 0; step < Trajectory.Steps; step++)
        {
            int later = index + step + 1;
            if (step >= steps || later >= dataset.Count || dataset.Scene(later) != now.Scene)
            {
                agents[step] = [];
                continue;
            }
            Keyframe then = Read(later);
            Pose move = mapToEgo * EgoToMap(then);
            agents[step] = [.. then.Boxes.Select(box => new PlanningAgent(
                box.Category, Moved(box.Box, move), followed.Contains(box.Instance), box.LidarPoints, box.Visibility))];
            followed.IntersectWith(then.Boxes.Select(box => box.Instance));
        }
        return agents;
    }

    private static OrientedBox Moved(OrientedBox box, Pose move)
    {
        Pose at = move * new Pose(Rotation.FromYaw(box.Yaw), box.Center);
        return box with { Center = at.Translation, Yaw = at.Rotation.Yaw };
    }

    private static Pose EgoToMap(Keyframe keyframe) => keyframe.Frame.Ego?.EgoToWorld
        ?? throw new DatasetException($"Sample {keyframe.Token} does not say where the car is; planning measures need ego poses.", "ego_pose.json", keyframe.Token);

    private Keyframe Read(int index)
    {
        if (!read.TryGetValue(index, out Keyframe? keyframe))
        {
            keyframe = dataset.Read(index, KeyframeParts.Boxes);
            read.Add(index, keyframe);
        }
        return keyframe;
    }

    private void Forget(int index)
    {
        foreach (int old in read.Keys.Where(i => i <= index || i > index + Trajectory.Steps).ToArray())
        {
            read.Remove(old);
        }
    }
}
