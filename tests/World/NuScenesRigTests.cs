using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Tests;

public sealed class NuScenesRigTests
{
    [Theory]
    [InlineData("CAM_FRONT", 20, 0)]
    [InlineData("CAM_FRONT_RIGHT", 12, -17)]
    [InlineData("CAM_FRONT_LEFT", 12, 17)]
    [InlineData("CAM_BACK", -20, 0)]
    [InlineData("CAM_BACK_LEFT", -6, 19)]
    [InlineData("CAM_BACK_RIGHT", -6, -19)]
    public void Each_camera_sees_what_lies_its_way(string name, double x, double y)
    {
        Camera camera = NuScenesRig.Create().Cameras.Single(c => c.Name == name);
        (double u, double v, double depth) = camera.EgoToImage.Project(new(x, y, 1.5));
        Assert.InRange(depth, 15, 25);
        Assert.InRange(u, 500, 1100);
        Assert.InRange(v, 440, 540);
        (_, double above, _) = camera.EgoToImage.Project(new(x, y, 3));
        Assert.True(above < v, "Up in the world is not up in the image.");
    }

    [Fact]
    public void Intrinsics_follow_the_width()
    {
        Camera full = NuScenesRig.Create().Cameras[0], half = NuScenesRig.Create(800).Cameras[0];
        Assert.Equal((800, 450), (half.Width, half.Height));
        Assert.Equal(full.Intrinsics.M00 / 2, half.Intrinsics.M00, 1e-9);
        Assert.Equal(full.Intrinsics.M12 / 2, half.Intrinsics.M12, 1e-9);
        Assert.Equal(full.SensorToEgo, half.SensorToEgo);
    }

    [Fact]
    public void A_lower_image_lacks_its_upper_rows()
    {
        Camera nano = NuScenesRig.Create(256, 96).Cameras[0], whole = NuScenesRig.Create(256).Cameras[0];
        Assert.Equal((256, 96, 144), (nano.Width, nano.Height, whole.Height));
        Assert.Equal(whole.Intrinsics.M12 - 48, nano.Intrinsics.M12, 1e-9);
        Assert.Equal(whole.Intrinsics.M11, nano.Intrinsics.M11);
    }

    [Fact]
    public void The_lidar_looks_forward_along_its_y_axis()
    {
        Vector3D ahead = NuScenesRig.LidarToEgo.Transform(new(0, 10, 0)), right = NuScenesRig.LidarToEgo.Transform(new(3, 0, 0));
        Assert.Equal(0, (ahead - new Vector3D(10.94, 0, 1.84)).Length, 1e-12);
        Assert.Equal(-3, right.Y, 1e-12);
    }

    [Fact]
    public void Names_and_order_are_those_of_nuscenes() =>
        Assert.Equal(Rig.NuScenesNames, NuScenesRig.Create().Cameras.Select(camera => camera.Name));
}
