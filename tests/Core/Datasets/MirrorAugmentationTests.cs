using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Datasets;

public sealed class MirrorAugmentationTests(ITestOutputHelper output)
{
    private readonly Keyframe keyframe = MadeKeyframes.Make(new(21));

    [Fact]
    public void Twice_is_the_same_key_frame_but_for_its_location()
    {
        Keyframe twice = MirrorAugmentation.Apply(MirrorAugmentation.Apply(keyframe));
        Assert.Equal(keyframe.Questions?.Keywords, twice.Questions?.Keywords);
        Assert.Null(twice.Frame.Location);
        Assert.False(twice.Mirrored);
        Assert.Equal(keyframe.LidarToEgo, twice.LidarToEgo);
        Assert.Equal(keyframe.Lidar!.Values, twice.Lidar!.Values);
        Assert.Equal(keyframe.Boxes, twice.Boxes);
        Assert.Equal(keyframe.Occupancy!.Grid.Labels, twice.Occupancy!.Grid.Labels);
        Assert.Equal(keyframe.Occupancy.MaskLidar, twice.Occupancy.MaskLidar);
        Assert.Equal(keyframe.Occupancy.MaskCamera, twice.Occupancy.MaskCamera);
        Assert.Equal(keyframe.Dense!.Centimetres, twice.Dense!.Centimetres);
        Assert.Equal(keyframe.Dense.Classes, twice.Dense.Classes);
        Assert.Equal(keyframe.Future!.Points, twice.Future!.Points);
        Assert.Equal(keyframe.Future.Headings, twice.Future.Headings);
        Assert.Equal(keyframe.FutureSteps, twice.FutureSteps);
        Assert.Equal(keyframe.Frame.Images, twice.Frame.Images);
        Assert.Equal(keyframe.Frame.Command, twice.Frame.Command);
        Assert.Equal(keyframe.Frame.Ego! with { History = [] }, twice.Frame.Ego! with { History = [] });
        Assert.Equal(keyframe.Frame.Ego.History, twice.Frame.Ego.History);
        for (int i = 0; i < 18; i++)
        {
            Assert.Equal(keyframe.CanBus![i], twice.CanBus![i], 1e-12);
        }
        for (int i = 0; i < 6; i++)
        {
            Camera before = keyframe.Frame.Rig.Cameras[i], after = twice.Frame.Rig.Cameras[i];
            Assert.Equal(before.Intrinsics.M02, after.Intrinsics.M02, 1e-12);
            Assert.Equal(before with { Intrinsics = after.Intrinsics }, after);
        }
    }

    [Fact]
    public void Nothing_is_left_as_it_was()
    {
        Keyframe mirrored = MirrorAugmentation.Apply(keyframe);
        Assert.True(mirrored.Mirrored);
        Assert.False(keyframe.Lidar!.Values.SequenceEqual(mirrored.Lidar!.Values));
        Assert.NotEqual(keyframe.LidarToEgo, mirrored.LidarToEgo);
        Assert.All(keyframe.Boxes.Zip(mirrored.Boxes), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.False(keyframe.Occupancy!.Grid.Labels.SequenceEqual(mirrored.Occupancy!.Grid.Labels));
        Assert.NotEqual(keyframe.Frame.Command, mirrored.Frame.Command);
        Assert.All(keyframe.Frame.Rig.Cameras.Zip(mirrored.Frame.Rig.Cameras), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void Lidar_points_in_the_ego_frame_are_the_mirrored_points()
    {
        Keyframe mirrored = MirrorAugmentation.Apply(keyframe);
        for (int i = 0; i < keyframe.Lidar!.Count; i++)
        {
            Vector3D expected = WorldMirror.Of(keyframe.LidarToEgo.Transform(keyframe.Lidar.Point(i)));
            Vector3D actual = mirrored.LidarToEgo.Transform(mirrored.Lidar!.Point(i));
            Assert.Equal(expected.X, actual.X, 1e-9);
            Assert.Equal(expected.Y, actual.Y, 1e-9);
            Assert.Equal(expected.Z, actual.Z, 1e-9);
            Assert.Equal((keyframe.Lidar.Intensity(i), keyframe.Lidar.Ring(i)), (mirrored.Lidar.Intensity(i), mirrored.Lidar.Ring(i)));
        }
        Matrix3 rotation = mirrored.LidarToEgo.Rotation.ToMatrix();
        Assert.InRange(rotation.M01, 0.99, 1); // its y still points forward, its x to the right
        Assert.InRange(rotation.M10, -1, -0.99);
    }

    [Fact]
    public void The_voxel_of_a_mirrored_point_is_the_mirrored_voxel_of_the_point()
    {
        Random random = new(7);
        Occ3DLabels before = keyframe.Occupancy!, after = MirrorAugmentation.Apply(before);
        GridSpec spec = GridSpec.Occ3D;
        for (int trial = 0; trial < 5000; trial++)
        {
            Vector3D point = new(MadeKeyframes.Signed(random, 40), MadeKeyframes.Signed(random, 40), -1 + 6.4 * random.NextDouble());
            Assert.True(spec.TryLocate(point, out int x, out int y, out int z));
            Assert.True(spec.TryLocate(WorldMirror.Of(point), out int mx, out int my, out int mz));
            Assert.Equal(before.Grid[x, y, z], after.Grid[mx, my, mz]);
            Assert.Equal(before.MaskLidar![spec.Index(x, y, z)], after.MaskLidar![spec.Index(mx, my, mz)]);
            Assert.Equal(before.MaskCamera![spec.Index(x, y, z)], after.MaskCamera![spec.Index(mx, my, mz)]);
        }
    }

    [Fact]
    public void A_mirrored_view_is_its_partners_from_right_to_left()
    {
        DenseViews before = keyframe.Dense!, after = MirrorAugmentation.Apply(keyframe).Dense!;
        int[] partners = [0, 2, 1, 3, 5, 4];
        for (int i = 0; i < before.Classes.Length; i++)
        {
            int camera = i / 15, row = i / 5 % 3, column = i % 5, from = (partners[camera] * 3 + row) * 5 + 4 - column;
            Assert.Equal((before.Centimetres[from], before.Classes[from]), (after.Centimetres[i], after.Classes[i]));
        }
        Assert.Contains("6 cameras for a rig of 5", Assert.Throws<ArgumentException>(() => MirrorAugmentation.Apply(before, partners[..5])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grid_beside_the_car_cannot_be_mirrored()
    {
        GridSpec spec = new(new(0, 1, 0), 1, 2, 2, 2);
        Assert.Contains("symmetric", Assert.Throws<ArgumentException>(() => MirrorAugmentation.Voxels(new byte[8], spec, new byte[8])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_that_are_absent_stay_absent()
    {
        Occ3DLabels mirrored = MirrorAugmentation.Apply(keyframe.Occupancy! with { MaskLidar = null });
        Assert.Null(mirrored.MaskLidar);
        Assert.NotNull(mirrored.MaskCamera);
    }

    [Fact]
    public void The_mirrored_drive_has_the_velocity_and_the_turn_of_its_own_history()
    {
        // A left-hand arc at 6 m/s and 0.3 rad/s; the ego state is what a car on it measures.
        const double Speed = 6, Rate = 0.3, Step = 1e-4;
        Keyframe[] drive = [.. Enumerable.Range(0, 3).Select(i => OnArc(i * Step))];
        Clip clip = MirrorAugmentation.Apply(new Clip(drive[2], [drive[1], drive[0]]));
        Pose now = clip.Now.Frame.Ego!.EgoToWorld!.Value, before = clip.Past[0].Frame.Ego!.EgoToWorld!.Value;
        Vector3D moved = (before.Inverse * now).Translation * (1 / Step);
        Assert.Equal(clip.Now.Frame.Ego.Velocity.X, moved.X, 1e-3);
        Assert.Equal(clip.Now.Frame.Ego.Velocity.Y, moved.Y, 1e-3);
        Assert.Equal(clip.Now.Frame.Ego.YawRate, (before.Inverse * now).Rotation.Yaw / Step, 1e-6);
        Assert.Equal(-Rate, clip.Now.Frame.Ego.YawRate);
        Assert.Equal(Command.Right, clip.Now.Frame.Command);
        // The recorded path leads where the poses lead: to the right, with headings along it.
        IReadOnlyList<(double X, double Y)> path = clip.Now.Future!.Points;
        Pose ahead = now.Inverse * WorldMirror.Of(OnArc(2 * Step + 3).Frame.Ego!.EgoToWorld!.Value);
        Assert.Equal(ahead.Translation.X, path[^1].X, 1e-9);
        Assert.Equal(ahead.Translation.Y, path[^1].Y, 1e-9);
        Assert.Equal(ahead.Rotation.Yaw, clip.Now.Future.Headings![^1], 1e-9);
        Assert.True(path[^1].Y < -2);
        PastPose past = clip.Now.Frame.Ego.History[0];
        Pose there = now.Inverse * WorldMirror.Of(OnArc(2 * Step - 0.5).Frame.Ego!.EgoToWorld!.Value);
        Assert.Equal((there.Translation.X, there.Translation.Y, there.Rotation.Yaw), (past.X, past.Y, past.Yaw), ((double, double, double) a, (double, double, double) b) =>
            Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) + Math.Abs(a.Item3 - b.Item3) < 1e-9);

        static Pose At(double time) => Pose.Planar(20 + Speed / Rate * Math.Sin(Rate * time), 5 - Speed / Rate * Math.Cos(Rate * time), Rate * time);

        Keyframe OnArc(double time)
        {
            Pose[] future = [.. Trajectory.Times.Select(ahead => At(time).Inverse * At(time + ahead))];
            Pose back = At(time).Inverse * At(time - 0.5);
            return keyframe with
            {
                Future = new() { Points = [.. future.Select(pose => (pose.Translation.X, pose.Translation.Y))], Headings = [.. future.Select(pose => pose.Rotation.Yaw)] },
                Frame = keyframe.Frame with
                {
                    Command = Command.Left,
                    Ego = new()
                    {
                        EgoToWorld = At(time),
                        Velocity = (Speed, 0),
                        YawRate = Rate,
                        History = [new(-0.5, back.Translation.X, back.Translation.Y, back.Rotation.Yaw)],
                    },
                },
            };
        }
    }

    [Fact]
    public void The_can_bus_agrees_with_the_mirrored_pose()
    {
        Pose pose = Pose.Planar(400, 1100, 0.7);
        double[] bus = [400, 1100, 0, pose.Rotation.W, 0, 0, pose.Rotation.Z, 0.5, 1.2, 9.8, 0.01, 0.02, 0.3, 8, 0.1, 0, 0.7, 0.7 * 180 / Math.PI];
        double[] mirrored = MirrorAugmentation.CanBus(bus);
        Pose expected = WorldMirror.Of(pose);
        Assert.Equal([400, -1100, 0, expected.Rotation.W, 0, 0, expected.Rotation.Z, 0.5, -1.2, 9.8, -0.01, 0.02, -0.3, 8, -0.1, 0], mirrored[..16]);
        Assert.Equal(0, Math.IEEERemainder(expected.Rotation.Yaw - mirrored[16], 2 * Math.PI), 1e-12);
        Assert.Equal(2 * Math.PI - 0.7, mirrored[16], 1e-12);
        Assert.Equal(mirrored[16] * 180 / Math.PI, mirrored[17], 1e-9);
        Assert.Throws<ArgumentException>(() => MirrorAugmentation.CanBus(bus[..17]));
    }

    [Fact]
    public void Real_lidar_points_meet_the_same_pixels_before_and_after()
    {
        NuScenesInfo info = NuScenesInfo.Read(RealData.Require("nuscenes-sample/info.json"));
        Keyframe real = new()
        {
            Token = info.Token,
            Scene = "real",
            Index = 0,
            Frame = info.ReadFrame(),
            Lidar = LidarSweep.Read(info.LidarPath),
            LidarToEgo = info.LidarToEgo,
        };
        Keyframe mirrored = MirrorAugmentation.Apply(real);
        ImageTransform transform = new(0.37, 17, 60, 540, 250);
        using ImageDecoder decoder = new();
        int[] partners = WorldMirror.Partners(real.Frame.Rig);
        for (int i = 0; i < 6; i++)
        {
            int partner = partners[i];
            Assert.Same(real.Frame.Images[partner], mirrored.Frame.Images[i]);
            RgbImage picture = decoder.Decode(real.Frame.Images[partner]);
            float[] before = new float[3 * 540 * 250], after = new float[3 * 540 * 250];
            new ImagePreparation(transform, [0, 0, 0], [1, 1, 1]).Prepare(picture, before);
            new ImagePreparation(transform with { Mirrored = true }, [0, 0, 0], [1, 1, 1]).Prepare(picture, after);
            Matrix4 project = transform.Adjust(real.Frame.Rig.Cameras[partner]).EgoToImage;
            Matrix4 mirror = WorldMirror.Of(transform.Adjust(real.Frame.Rig.Cameras[partner])).EgoToImage;
            Matrix4 whole = mirrored.Frame.Rig.Cameras[i].EgoToImage, original = real.Frame.Rig.Cameras[partner].EgoToImage;
            int points = 0, apart = 0;
            for (int p = 0; p < real.Lidar.Count; p++)
            {
                Vector3D here = real.LidarToEgo.Transform(real.Lidar.Point(p)), there = mirrored.LidarToEgo.Transform(mirrored.Lidar!.Point(p));
                (double u, double v, double depth) = project.Project(here);
                if (depth > 1 && u > 0 && u < 540 && v > 0 && v < 250)
                {
                    (double u2, double v2, _) = mirror.Project(there);
                    points++;
                    int at = (int)v * 540 + (int)u, at2 = (int)v2 * 540 + (int)u2;
                    apart += before[at] == after[at2] && before[135000 + at] == after[135000 + at2] && before[270000 + at] == after[270000 + at2] ? 0 : 1;
                    (double u3, double v3, _) = whole.Project(there);
                    (double u4, double v4, _) = original.Project(here);
                    Assert.Equal(1600 - u4, u3, 1e-6);
                    Assert.Equal(v4, v3, 1e-6);
                }
            }
            output.WriteLine($"{mirrored.Frame.Rig.Cameras[i].Name}: {points} points, {apart} on another colour");
            Assert.True(points > 1000);
            Assert.InRange(apart, 0, 1); // a point on a pixel's edge may fall to either side
        }
    }
}
