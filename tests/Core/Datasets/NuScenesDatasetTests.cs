using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Tests.Datasets;

[Collection(nameof(MadeUpDataset))]
public sealed class NuScenesDatasetTests(MadeUpDataset original)
{
    [Fact]
    public void Key_frames_of_a_scene_are_neighbours_in_the_order_of_time()
    {
        using MadeUpDatasetCopy made = new(original);
        made.Edit("sample", rows =>
        {
            var first = rows[0];
            rows.RemoveAt(0);
            rows.Add(first);
        });
        NuScenesDataset data = made.Open();
        Assert.Equal(MadeUpDataset.Scenes * MadeUpDataset.SamplesPerScene, data.Count);
        for (int i = 0; i < data.Count; i++)
        {
            (int scene, int index) = (i / MadeUpDataset.SamplesPerScene, i % MadeUpDataset.SamplesPerScene);
            Assert.Equal(MadeUpDataset.Sample(scene, index).ToString(), data.Token(i));
            Assert.Equal(MadeUpDataset.SceneName(scene), data.Scene(i));
            Assert.Equal(index, data.IndexInScene(i));
        }
        Assert.Equal("v1.0-mini", data.Version);
    }

    [Fact]
    public void A_key_frame_comes_back_as_it_was_written()
    {
        Keyframe frame = original.Open().Read(1);
        Assert.Equal(Rig.NuScenesNames, frame.Frame.Rig.Cameras.Select(camera => camera.Name));
        Assert.All(frame.Frame.Images, image => Assert.Equal((MadeUpDataset.Width, MadeUpDataset.Height), (image.Width, image.Height)));
        Assert.All(frame.Frame.Rig.Cameras, camera => Assert.Equal(MadeUpDataset.Intrinsics, camera.Intrinsics));
        Assert.Equal(1e-6 * MadeUpDataset.Time(0, 1), frame.Frame.Timestamp);
        Assert.Equal("made-up-town", frame.Frame.Location);
        Assert.Equal("scene-0001", frame.Frame.Sequence);
        Assert.Equal(Command.Straight, frame.Frame.Command);
        Assert.Equal(2, frame.Lidar!.Count);
        Assert.Equal(new Vector3D(-1, -2, -3), frame.Lidar.Point(1));
        Assert.Equal(MadeUpDataset.Mount(NuScenesVocabulary.Lidar), frame.LidarToEgo);
        Assert.Equal((byte)OccupancyClass.Car, frame.Occupancy!.Grid[10, 20, 3]);
        Assert.Equal((6, MadeUpDataset.Height, MadeUpDataset.Width, 77), (frame.Dense!.Cameras, frame.Dense.Height, frame.Dense.Width, frame.Dense.Centimetres[77]));
        Assert.Equal("The car ahead.", frame.Questions!.Vqa.Single().Answer);
        Assert.Equal("go on", frame.Questions.Keywords);
    }

    [Fact]
    public void Camera_poses_contain_the_motion_between_the_cameras_time_and_the_lidars()
    {
        Keyframe frame = original.Open().Read(2);
        foreach (Camera camera in frame.Frame.Rig.Cameras)
        {
            // 20 ms at 4 m/s: the camera took its image 8 cm further back.
            Vector3D expected = MadeUpDataset.Mount(camera.Name).Translation - new Vector3D(MadeUpDataset.Speed * 1e-6 * MadeUpDataset.CameraLead, 0, 0);
            Assert.InRange((camera.SensorToEgo.Translation - expected).Length, 0, 1e-6);
        }
    }

    [Fact]
    public void Boxes_stand_in_the_ego_frame_with_their_velocity()
    {
        NuScenesDataset data = original.Open();
        AnnotatedBox first = data.Read(0).Boxes.Single(), later = data.Read(1).Boxes.Single();
        Assert.InRange((first.Box.Center - new Vector3D(10, 0, 0.9)).Length, 0, 1e-9);
        Assert.Equal(new Vector3D(4.6, 1.9, 1.7), first.Box.Size); // nuScenes has the width first
        Assert.Equal(0.25, first.Box.Yaw, 1e-9);
        Assert.Equal(("vehicle.car", "vehicle.moving", 3, 7), (first.Category, first.Attribute, first.Visibility, first.LidarPoints));
        Assert.Equal(first.Instance, later.Instance);
        Assert.NotEqual(first.Token, later.Token);
        // The map's (2, 2) m/s seen from a car that heads for the map's y: forward 2, to the right 2.
        Assert.All([first, later], box =>
        {
            Assert.Equal(2, box.Velocity.X, 1e-5);
            Assert.Equal(-2, box.Velocity.Y, 1e-5);
        });
        // In half a second the other car advanced 1 m and we 2 m.
        Assert.InRange((later.Box.Center - new Vector3D(9, -1, 0.9)).Length, 0, 1e-6);
    }

    [Fact]
    public void The_future_is_that_of_the_key_frames_that_follow()
    {
        NuScenesDataset data = original.Open();
        Keyframe start = data.Read(4), end = data.Read(7);
        Assert.Equal((3, 0), (start.FutureSteps, end.FutureSteps));
        for (int i = 0; i < Trajectory.Steps; i++)
        {
            double seconds = 0.5 * Math.Min(i + 1, 3); // what is not recorded repeats the last
            (double x, double y) = (MadeUpDataset.Speed / 0.2 * Math.Sin(0.2 * seconds), MadeUpDataset.Speed / 0.2 * (1 - Math.Cos(0.2 * seconds)));
            Assert.Equal(x, start.Future!.Points[i].X, 1e-6);
            Assert.Equal(y, start.Future.Points[i].Y, 1e-6);
            Assert.Equal(0.2 * seconds, start.Future.Headings![i], 1e-9);
            Assert.Equal((0.0, 0.0), end.Future!.Points[i]);
        }
    }

    [Fact]
    public void Without_a_can_bus_the_ego_state_follows_from_poses_of_the_past()
    {
        Keyframe frame = original.Open().Read(7);
        EgoState ego = frame.Frame.Ego!;
        Assert.Null(frame.CanBus);
        Assert.Equal(0.2, ego.YawRate, 1e-9);
        double chord = 2 * MadeUpDataset.Speed / 0.2 * Math.Sin(0.05) / 0.5; // mean speed over the last step, whose direction is half a step old
        Assert.Equal(chord * Math.Cos(0.05), ego.Velocity.X, 1e-6);
        Assert.Equal(-chord * Math.Sin(0.05), ego.Velocity.Y, 1e-6);
        Assert.InRange(Math.Sqrt(ego.Acceleration.X * ego.Acceleration.X + ego.Acceleration.Y * ego.Acceleration.Y), 0.79, 0.81); // v · ω
        Assert.Equal([-1.5, -1, -0.5], ego.History.Select(past => Math.Round(past.Time, 6)));
        Assert.Equal(-0.3, ego.History[0].Yaw, 1e-9);
        Assert.True(ego.History[^1].X < -1.9);
    }

    [Fact]
    public void A_can_bus_gives_ego_state_and_bevformers_numbers()
    {
        Keyframe frame = original.Open().Read(1);
        double[] numbers = frame.CanBus!;
        Assert.Equal(18, numbers.Length);
        Pose ego = MadeUpDataset.Ego(0, 0.5);
        double velocity = MadeUpDataset.Speed + 0.001 * 25; // message 25 is 10 ms old, message 26 is still to come
        Assert.Equal([ego.Translation.X, ego.Translation.Y, ego.Translation.Z, ego.Rotation.W, ego.Rotation.X, ego.Rotation.Y, ego.Rotation.Z], numbers[..7]);
        Assert.Equal([0.25, 0.5, 9.75, 0, 0, 0.125, velocity, 0, 0], numbers[7..16]);
        Assert.Equal(Math.PI / 2, numbers[16], 1e-6);
        Assert.Equal(90, numbers[17], 1e-6);
        EgoState state = frame.Frame.Ego!;
        Assert.Equal((velocity, 0.0), state.Velocity);
        Assert.Equal((0.25, 0.5), state.Acceleration);
        Assert.Equal(0.125, state.YawRate);
        Assert.Equal(0.02, state.Steering, 1e-12);
    }

    [Fact]
    public void Only_what_is_asked_for_is_read()
    {
        using MadeUpDatasetCopy made = new(original);
        made.Drop("samples");
        Keyframe frame = made.Open().Read(0, KeyframeParts.None);
        Assert.Empty(frame.Frame.Images);
        Assert.Empty(frame.Boxes);
        Assert.Equal((null, null, null, null), (frame.Lidar, frame.Occupancy, frame.CanBus, frame.Questions));
        Assert.Equal(6, frame.Frame.Rig.Cameras.Count);
        Assert.NotNull(frame.Frame.Ego!.EgoToWorld);
    }

    [Theory]
    [InlineData("samples/CAM_BACK", "absent")]
    [InlineData("samples/LIDAR_TOP", "absent")]
    [InlineData("gts", "absent")]
    [InlineData("dense", "absent")]
    public void A_missing_file_is_named_with_its_sample(string folder, string fault)
    {
        using MadeUpDatasetCopy made = new(original);
        string file = made.Own(folder)[0];
        File.Delete(file);
        NuScenesDataset data = made.Open();
        DatasetException[] faults = [.. Enumerable.Range(0, data.Count).Select(i => Record.Exception(() => data.Read(i))).OfType<DatasetException>()];
        DatasetException found = Assert.Single(faults);
        Assert.Equal(Path.GetRelativePath(made.Root, file), found.File);
        Assert.Contains(found.File, found.Message, StringComparison.Ordinal);
        Assert.Contains(found.Sample!, found.Message, StringComparison.Ordinal);
        Assert.Contains(fault, found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("samples/CAM_BACK", "no JPEG")]
    [InlineData("samples/LIDAR_TOP", "odd")]
    [InlineData("gts", "no zip")]
    [InlineData("dense", "no zip")]
    [InlineData("vqa", "{")]
    [InlineData("can_bus", "[")]
    public void A_damaged_file_is_named_with_its_sample(string folder, string content)
    {
        using MadeUpDatasetCopy made = new(original);
        string file = made.Own(folder)[0];
        File.WriteAllText(file, content);
        NuScenesDataset data = made.Open();
        DatasetException found = Enumerable.Range(0, data.Count).Select(i => Record.Exception(() => data.Read(i))).OfType<DatasetException>().First();
        Assert.NotNull(found.Sample);
        Assert.Contains(found.Sample, found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret.jpg")]
    [InlineData("/etc/hostname")]
    [InlineData("samples/../../secret.jpg")]
    [InlineData("")]
    public void Nothing_outside_the_folder_is_read(string name)
    {
        using MadeUpDatasetCopy made = new(original);
        made.Edit("sample_data", rows => rows[1]!["filename"] = name);
        DatasetException fault = Assert.Throws<DatasetException>(() => made.Open().Read(0));
        Assert.Contains("outside the data set's folder", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_of_another_size_than_the_table_says_is_refused()
    {
        using MadeUpDatasetCopy made = new(original);
        made.Edit("sample_data", rows => rows[1]!["width"] = 1600);
        Assert.Contains("1600", Assert.Throws<DatasetException>(() => made.Open().Read(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_tables_says_what_was_expected() =>
        Assert.Contains("v1.0-", Assert.Throws<DatasetException>(() => NuScenesDataset.Open(original.Cache)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_row_that_names_nothing_is_named()
    {
        using MadeUpDatasetCopy made = new(original);
        made.Edit("sample_annotation", rows => rows[0]!["instance_token"] = Token.Of("nobody").ToString());
        Assert.Contains(Token.Of("nobody").ToString(), Assert.Throws<DatasetException>(made.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trainval_goes_before_mini_unless_asked_otherwise()
    {
        using MadeUpDatasetCopy made = new(original);
        string trainval = Path.Combine(made.Root, "v1.0-trainval"), mini = Path.Combine(made.Root, "v1.0-mini");
        Directory.CreateDirectory(trainval);
        foreach (string file in Directory.EnumerateFiles(mini))
        {
            File.Copy(file, Path.Combine(trainval, Path.GetFileName(file)));
        }
        Assert.Equal("v1.0-trainval", made.Open().Version);
        Assert.Equal("v1.0-mini", NuScenesDataset.Open(made.Root, new() { CacheFolder = made.Cache, Version = "v1.0-mini" }).Version);
        Assert.Throws<DatasetException>(() => NuScenesDataset.Open(made.Root, new() { CacheFolder = made.Cache, Version = "v1.0-test" }));
    }

    [Fact]
    public void Several_threads_read_at_once()
    {
        NuScenesDataset data = original.Open();
        Parallel.For(0, 64, i => Assert.Equal(data.Token(i % data.Count), data.Read(i % data.Count).Token));
    }
}
