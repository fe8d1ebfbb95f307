using VoxPilot.Core.Datasets;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics.Planning;

namespace VoxPilot.Core.Tests.Metrics.Planning;

public sealed class PlanningCasesTests
{
    [Fact]
    public void Boxes_of_later_key_frames_come_to_the_ego_frame_of_now()
    {
        Drive drive = new();
        PlanningCase one = new PlanningCases(drive).Of(0, MadeCases.Straight(4));
        Assert.Equal((6, 0, 1.25), (one.RecordedSteps, one.PastKeyframes, one.LidarForward));
        for (int step = 0; step < 6; step++)
        {
            // The drive turns left by 0.1 rad a step; what stands in the map stands in the ego frame of now.
            OrientedBox parked = Assert.Single(one.Agents[step], agent => agent.Category == "vehicle.truck").Box;
            Assert.Equal((20, 5, 0.3), (Math.Round(parked.Center.X, 9), Math.Round(parked.Center.Y, 9), Math.Round(parked.Yaw, 9)));
        }
    }

    [Fact]
    public void Only_who_was_there_all_the_time_is_followed()
    {
        PlanningCase one = new PlanningCases(new Drive()).Of(0, MadeCases.Straight(4));
        // Seen at key frames 0, 1, 3, …: lost at step 2. A newcomer comes at key frame 2.
        Assert.Equal([true, null, false, false, false, false], one.Agents.Select(agents => agents.FirstOrDefault(agent => agent.Category == "vehicle.bicycle")?.Followed));
        Assert.Equal([null, false, false, false, false, false], one.Agents.Select(agents => agents.FirstOrDefault(agent => agent.Category == "vehicle.motorcycle")?.Followed));
        Assert.All(one.Agents, agents => Assert.True(Assert.Single(agents, agent => agent.Category == "vehicle.truck").Followed));
    }

    [Fact]
    public void A_scene_ends_where_the_next_begins()
    {
        PlanningCase late = new PlanningCases(new Drive()).Of(6, MadeCases.Straight(4));
        Assert.Equal((1, 6), (late.RecordedSteps, late.PastKeyframes));
        Assert.Equal([1, 0, 0, 0, 0, 0], late.Agents.Select(agents => Math.Min(agents.Count, 1)));
    }

    [Fact]
    public void A_key_frame_is_read_once_where_they_are_asked_for_in_order()
    {
        Drive drive = new();
        PlanningCases cases = new(drive);
        for (int i = 0; i < drive.Count; i++)
        {
            cases.Of(i, Trajectory.Standstill);
        }
        Assert.Equal(drive.Count, drive.Reads);
    }

    [Fact]
    public void A_key_frame_without_a_pose_is_refused_by_name()
    {
        DatasetException fault = Assert.Throws<DatasetException>(() => new PlanningCases(new Drive { Lost = 3 }).Of(1, Trajectory.Standstill));
        Assert.Contains("token3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_made_up_data_set_gives_cases_that_all_conventions_take()
    {
        Drive drive = new();
        DrivableMaps maps = new(Path.GetTempPath());
        PlanningCases cases = new(drive, maps);
        IReadOnlyList<IPlanningConvention> conventions = PlanningConventions.All();
        for (int i = 0; i < drive.Count; i++)
        {
            PlanningCase one = cases.Of(i, MadeCases.Straight(4));
            Assert.Null(one.DrivableArea);
            foreach (IPlanningConvention convention in conventions)
            {
                convention.Add(i / 8, one);
            }
        }
        Assert.Equal([4, 4, 16, 0, 4, 4], conventions.Select(convention => convention.Rows.First(row => row.Id.Contains(".l2.", StringComparison.Ordinal) || row.Id.Contains(".feasible", StringComparison.Ordinal))).Select((row, i) => i < 5 ? row.Measure.Count : MadeCases.Measure(conventions[i], "planning.comfort.voxpilot.feasible").Count));
    }

    // Two scenes of eight key frames. The car goes 2 m a step and turns by 0.1 rad; a truck stands in the map.
    private sealed class Drive : IDriveDataset
    {
        public int Lost { get; init; } = -1;

        public int Reads { get; private set; }

        public string Name => "drive";

        public int Count => 16;

        public string Token(int index) => $"token{index}";

        public string Scene(int index) => $"scene{index / 8}";

        public int IndexInScene(int index) => index % 8;

        public Keyframe Read(int index, KeyframeParts parts = KeyframeParts.All)
        {
            Reads++;
            Pose at = At(index % 8), truck = at.Inverse * (At(0) * Pose.Planar(20, 5, 0.3));
            int steps = Math.Min(6, 7 - index % 8);
            List<AnnotatedBox> boxes = [Box("truck", truck)];
            if (index % 8 != 2)
            {
                boxes.Add(Box("bicycle", truck));
            }
            if (index % 8 >= 2)
            {
                boxes.Add(Box("motorcycle", truck));
            }
            return new()
            {
                Token = Token(index),
                Scene = Scene(index),
                Index = index % 8,
                Frame = new() { Rig = new([]), Images = [], Ego = index == Lost ? null : new() { EgoToWorld = at }, Location = "nowhere" },
                LidarToEgo = new(Rotation.FromYaw(-Math.PI / 2), new(1.25, 0, 1.8)),
                Boxes = boxes,
                Future = MadeCases.Straight(4),
                FutureSteps = steps,
            };
        }

        private static Pose At(int step) => Pose.Planar(700 + 2 * step, 300 + 0.2 * step * step, 1 + 0.1 * step);

        private static AnnotatedBox Box(string what, Pose at) =>
            new($"annotation {what}", what, $"vehicle.{what}", new(at.Translation, new(6, 2, 3), at.Rotation.Yaw), (0, 0), 4, null, 10);
    }
}
