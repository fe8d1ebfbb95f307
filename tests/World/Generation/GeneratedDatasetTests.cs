using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Checking;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Generation;

/// <summary>What the world writes, read by the reader of real data.</summary>
[Collection(nameof(GeneratedWorld))]
public sealed class GeneratedDatasetTests : IDisposable
{
    private readonly GeneratedWorld world;
    private readonly NuScenesDataset dataset;
    private readonly string cache = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public GeneratedDatasetTests(GeneratedWorld world)
    {
        this.world = world;
        dataset = NuScenesDataset.Open(world.Folder, NuScenesOptions.Default with { CacheFolder = cache });
    }

    public void Dispose()
    {
        if (Directory.Exists(cache))
        {
            Directory.Delete(cache, recursive: true);
        }
    }

    [Fact]
    public void The_check_decodes_everything_and_finds_nothing_wrong()
    {
        DatasetReport report = DatasetCheck.Run(world.Folder, new() { Deep = true }, TestContext.Current.CancellationToken);
        Assert.True(report.IsClean, DatasetReportText.Format(report));
        const int All = 2 * GeneratedWorld.PerScene;
        Assert.Equal((All, All, All, 2), (report.Occupancy, report.Dense, report.Commands, report.CanBusScenes));
        Assert.Equal(2, report.Maps);
        Assert.All((string[])["desc", "conv", "vqa", "keywords", "closed"], group => Assert.Equal(All, report.Questions[group]));
    }

    [Fact]
    public void A_key_frame_has_everything_and_its_boxes_hold_their_points()
    {
        Assert.Equal(2 * GeneratedWorld.PerScene, dataset.Count);
        int held = 0;
        for (int i = 0; i < dataset.Count; i++)
        {
            Keyframe keyframe = dataset.Read(i);
            Assert.Equal(6, keyframe.Frame.Images.Count);
            Assert.NotNull(keyframe.Occupancy);
            Assert.NotNull(keyframe.Dense);
            Assert.NotNull(keyframe.Questions);
            Assert.NotNull(keyframe.CanBus);
            Assert.NotNull(keyframe.Frame.Command);
            Assert.NotEmpty(keyframe.Boxes);
            Vector3D[] points = [.. Enumerable.Range(0, keyframe.Lidar!.Count).Select(p => keyframe.LidarToEgo.Transform(keyframe.Lidar.Point(p)))];
            foreach (AnnotatedBox box in keyframe.Boxes.Where(box => box.LidarPoints > 0))
            {
                OrientedBox grown = box.Box with { Size = box.Box.Size + new Vector3D(0.24, 0.24, 0.24) }; // the LiDAR has noise along its rays
                Assert.True(points.Count(grown.Contains) >= box.LidarPoints, $"{box.Category} of key frame {i} holds {points.Count(grown.Contains)} of its {box.LidarPoints} points.");
                held++;
            }
        }
        Assert.True(held > 50);
    }

    [Fact]
    public void Motion_read_back_is_the_motion_that_was_driven()
    {
        Recording recording = new DriveRecorder().Record(7, 3);
        for (int k = 0; k < GeneratedWorld.PerScene; k++)
        {
            EgoMotion ego = recording.Moments[10 * k].Ego;
            Keyframe keyframe = dataset.Read(k, KeyframeParts.CanBus);
            Assert.Equal(ego.Speed, keyframe.Frame.Ego!.Speed, 1e-6);
            Assert.Equal(ego.YawRate, keyframe.Frame.Ego.YawRate, 1e-6);
            Assert.Equal(ego.Command, keyframe.Frame.Command);
            Assert.Equal(GeneratedWorld.PerScene - 1 - k, keyframe.FutureSteps);
            for (int step = 0; step < keyframe.FutureSteps; step++)
            {
                Vector3D there = ego.EgoToTown.Inverse.Transform(recording.Moments[10 * (k + step + 1)].Ego.EgoToTown.Translation);
                Assert.Equal(there.X, keyframe.Future!.Points[step].X, 1e-6);
                Assert.Equal(there.Y, keyframe.Future.Points[step].Y, 1e-6);
            }
        }
    }

    [Fact]
    public void Velocities_by_nuscenes_rule_are_those_of_the_traffic()
    {
        Recording recording = new DriveRecorder().Record(7, 3);
        int compared = 0;
        foreach (AnnotatedBox box in dataset.Read(2, KeyframeParts.Boxes).Boxes.Where(box => double.IsFinite(box.Velocity.X)))
        {
            double speed = Math.Sqrt(box.Velocity.X * box.Velocity.X + box.Velocity.Y * box.Velocity.Y);
            Vector3D town = recording.Moments[20].Ego.EgoToTown.Transform(box.Box.Center);
            AgentState agent = recording.Moments[20].Agents.MinBy(a => (a.Position - town with { Z = a.Position.Z }).Length);
            Assert.InRange(speed - Math.Abs(agent.Speed), -1.2, 1.2); // it changes within the second
            compared++;
        }
        Assert.True(compared > 10);
    }

    [Fact]
    public void Each_town_has_a_map_file_of_its_own()
    {
        Assert.EndsWith("-7", dataset.Location(0), StringComparison.Ordinal);
        Assert.EndsWith("-8", dataset.Location(GeneratedWorld.PerScene), StringComparison.Ordinal);
        Assert.All(Enumerable.Range(0, dataset.Count), i => Assert.True(File.Exists(Path.Combine(world.Folder, "maps", "expansion", dataset.Location(i) + ".json"))));
    }

    [Fact]
    public void Questions_have_references_and_none_tells_the_future_of_a_scene_s_end()
    {
        Keyframe first = dataset.Read(0, KeyframeParts.Questions);
        Assert.All(first.Questions!.Vqa, qa => Assert.Equal(5, qa.References.Count));
        Assert.Contains(first.Questions.Vqa, qa => qa.Kind == "attention");
        Assert.StartsWith("Here is the planning trajectory [PT, (", first.Questions.Planning!.Answer);
        Assert.Null(dataset.Read(GeneratedWorld.PerScene - 1, KeyframeParts.Questions).Questions!.Planning);
    }
}
