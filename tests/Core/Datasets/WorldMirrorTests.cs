using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Tests.Datasets;

public sealed class WorldMirrorTests
{
    [Fact]
    public void Projecting_then_flipping_the_picture_is_mirroring_the_point_then_projecting()
    {
        Random random = new(1);
        for (int trial = 0; trial < 200; trial++)
        {
            Camera camera = MadeKeyframes.AnyCamera(random, "CAM_FRONT_LEFT");
            ImageTransform transform = new(0.3 + random.NextDouble(), random.Next(-5, 20), random.Next(-5, 20), random.Next(20, 90), random.Next(20, 60));
            foreach (Camera taken in (Camera[])[camera, transform.Adjust(camera), (transform with { Mirrored = true }).Adjust(camera)])
            {
                Vector3D point = MadeKeyframes.AnyPoint(random, 40);
                (double u, double v, double depth) = taken.EgoToImage.Project(point);
                (double u2, double v2, double depth2) = WorldMirror.Of(taken).EgoToImage.Project(WorldMirror.Of(point));
                double size = 1 + Math.Abs(u) + Math.Abs(v);
                Assert.Equal(taken.Width - u, u2, 1e-9 * size * size);
                Assert.Equal(v, v2, 1e-9 * size * size);
                Assert.Equal(depth, depth2, 1e-9);
            }
        }
    }

    [Fact]
    public void A_mirrored_camera_is_an_ordinary_one_with_its_centre_on_the_other_side()
    {
        Camera camera = new("CAM_FRONT_RIGHT", new(1266, 0, 816, 0, 1267, 491, 0, 0, 1), new(Rotation.FromYaw(-0.9) * new Rotation(0.5, -0.5, 0.5, -0.5), new(1.5, -0.5, 1.5)), 1600, 900);
        Camera mirrored = WorldMirror.Of(camera);
        Assert.Equal(new("CAM_FRONT_LEFT", new(1266, 0, 784, 0, 1267, 491, 0, 0, 1), mirrored.SensorToEgo, 1600, 900), mirrored);
        Assert.False(mirrored.IsMirrored);
        Matrix3 rotation = mirrored.SensorToEgo.Rotation.ToMatrix();
        Assert.Equal(1, rotation.Determinant, 1e-12);
        Assert.Equal(0.9, Math.Atan2(rotation.M12, rotation.M02), 1e-12); // of the optical axis
        Assert.Equal(new Vector3D(1.5, 0.5, 1.5), mirrored.SensorToEgo.Translation);
        Assert.Equal(-1, rotation.M21, 1e-12); // its y still points down
    }

    [Fact]
    public void The_flip_of_an_image_alone_makes_intrinsics_that_project_to_the_flipped_pixel()
    {
        Random random = new(2);
        Camera camera = MadeKeyframes.AnyCamera(random, "CAM_BACK");
        ImageTransform transform = new(0.44, 3, 7, 60, 30);
        Camera straight = transform.Adjust(camera), flipped = (transform with { Mirrored = true }).Adjust(camera);
        Assert.False(straight.IsMirrored);
        Assert.True(flipped.IsMirrored);
        Assert.True(flipped.Intrinsics.M00 < 0);
        Vector3D point = MadeKeyframes.AnyPoint(random, 20);
        (double u, double v, double depth) = straight.EgoToImage.Project(point);
        (double u2, double v2, double depth2) = flipped.EgoToImage.Project(point);
        Assert.Equal(60 - u, u2, 1e-9);
        Assert.Equal(v, v2, 1e-9);
        Assert.Equal(depth, depth2, 1e-12);
    }

    [Fact]
    public void Poses_commute_with_the_mirror()
    {
        Random random = new(3);
        for (int trial = 0; trial < 50; trial++)
        {
            Pose a = MadeKeyframes.AnyPose(random, 9), b = MadeKeyframes.AnyPose(random, 9);
            Vector3D p = MadeKeyframes.AnyPoint(random, 9);
            AssertEqual(WorldMirror.Of(a.Transform(p)), WorldMirror.Of(a).Transform(WorldMirror.Of(p)));
            AssertEqual(WorldMirror.Of((a.Inverse * b).Transform(p)), (WorldMirror.Of(a).Inverse * WorldMirror.Of(b)).Transform(WorldMirror.Of(p)));
            AssertEqual(WorldMirror.Of(a.Transform(p)), WorldMirror.OfSensor(a).Transform(new(-p.X, p.Y, p.Z)));
        }
    }

    [Fact]
    public void The_mirror_is_its_own_inverse_to_the_bit_where_nothing_is_rounded()
    {
        Random random = new(4);
        Pose pose = MadeKeyframes.AnyPose(random, 5);
        Assert.Equal(pose, WorldMirror.Of(WorldMirror.Of(pose)));
        Assert.Equal(pose, WorldMirror.OfSensor(WorldMirror.OfSensor(pose)));
    }

    [Theory]
    [InlineData("CAM_FRONT", "CAM_FRONT")]
    [InlineData("CAM_FRONT_LEFT", "CAM_FRONT_RIGHT")]
    [InlineData("CAM_BACK_RIGHT", "CAM_BACK_LEFT")]
    [InlineData("side left", "side right")]
    [InlineData("LEFT_OF_RIGHT", "LEFT_OF_RIGHT")]
    public void Left_and_right_trade_names(string name, string mirrored)
    {
        Assert.Equal(mirrored, WorldMirror.OfName(name));
        Assert.Equal(name, WorldMirror.OfName(mirrored));
    }

    [Fact]
    public void A_rig_keeps_its_order_of_names_and_a_camera_without_a_partner_its_place()
    {
        Random random = new(5);
        Rig six = MadeKeyframes.OutwardRig(random, 160, 90);
        Assert.Equal(six.Cameras.Select(camera => camera.Name), WorldMirror.Of(six).Cameras.Select(camera => camera.Name));
        Assert.Equal([0, 2, 1, 3, 5, 4], WorldMirror.Partners(six));
        Rig two = new([six.Cameras[0], six.Cameras[1]]);
        Assert.Equal([0, 1], WorldMirror.Partners(two));
        Assert.Equal(["CAM_FRONT", "CAM_FRONT_LEFT"], WorldMirror.Of(two).Cameras.Select(camera => camera.Name));
    }

    [Theory]
    [InlineData(Command.Left, Command.Right)]
    [InlineData(Command.Right, Command.Left)]
    [InlineData(Command.Straight, Command.Straight)]
    public void Commands_trade_sides(Command command, Command mirrored) => Assert.Equal(mirrored, WorldMirror.Of(command));

    [Fact]
    public void A_box_holds_the_mirrored_points_that_it_held()
    {
        Random random = new(6);
        int inside = 0;
        for (int trial = 0; trial < 2000; trial++)
        {
            AnnotatedBox box = MadeKeyframes.Box(random, 1);
            Vector3D point = box.Box.Center + MadeKeyframes.AnyPoint(random, 7);
            bool contains = box.Box.Contains(point);
            Assert.Equal(contains, WorldMirror.Of(box).Box.Contains(WorldMirror.Of(point)));
            inside += contains ? 1 : 0;
        }
        Assert.True(inside > 50);
    }

    [Fact]
    public void A_box_that_moves_along_its_heading_still_does()
    {
        AnnotatedBox box = new("b", "i", "vehicle.car", new(new(12, 5, 1), new(4, 2, 1.5), 0.4), (6 * Math.Cos(0.4), 6 * Math.Sin(0.4)), 4, null, 9);
        AnnotatedBox later = box with { Box = box.Box with { Center = box.Box.Center + new Vector3D(box.Velocity.X, box.Velocity.Y, 0) * 0.5 } };
        AnnotatedBox mirrored = WorldMirror.Of(box), moved = WorldMirror.Of(later);
        Assert.Equal((12, -5, 1), (mirrored.Box.Center.X, mirrored.Box.Center.Y, mirrored.Box.Center.Z));
        Assert.Equal(moved.Box.Center.X - mirrored.Box.Center.X, 0.5 * mirrored.Velocity.X, 1e-12);
        Assert.Equal(moved.Box.Center.Y - mirrored.Box.Center.Y, 0.5 * mirrored.Velocity.Y, 1e-12);
        Assert.Equal(Math.Atan2(mirrored.Velocity.Y, mirrored.Velocity.X), mirrored.Box.Yaw, 1e-12);
        Assert.Equal(mirrored, box with { Box = mirrored.Box, Velocity = mirrored.Velocity });
    }

    [Fact]
    public void What_the_car_feels_changes_sides()
    {
        EgoState ego = WorldMirror.Of(new EgoState { Velocity = (5, 0.1), Acceleration = (1, 2), YawRate = 0.4, Steering = 0.2, History = [new(-0.5, -2.5, 0.3, -0.2)] });
        Assert.Equal(((5, -0.1), (1, -2), -0.4, -0.2), (ego.Velocity, ego.Acceleration, ego.YawRate, ego.Steering));
        Assert.Equal([new(-0.5, -2.5, -0.3, 0.2)], ego.History);
        Assert.Null(ego.EgoToWorld);
    }

    private static void AssertEqual(Vector3D expected, Vector3D actual)
    {
        Assert.Equal(expected.X, actual.X, 1e-9);
        Assert.Equal(expected.Y, actual.Y, 1e-9);
        Assert.Equal(expected.Z, actual.Z, 1e-9);
    }
}
