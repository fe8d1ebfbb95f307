using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Perception.Tests.Frames;

public sealed class FrameGeometryTests
{
    private static readonly ImageConfig image = PerceptionConfig.Nano().Image;

    // Looks forward: camera x = −ego y, camera y = −ego z, camera z = ego x.
    private static readonly Pose forward = new(Rotation.FromMatrix(new(0, 0, 1, -1, 0, 0, 0, -1, 0)), new(1.5, 0, 1.6));

    private static readonly Rig rig = new(
        [new("CAM_FRONT", new(1260, 0, 800, 0, 1260, 450, 0, 0, 1), forward, 1600, 900)]);

    [Fact]
    public void Crop_and_scale_of_the_presets_follow_nuScenes()
    {
        Assert.Equal((0.16, 48), (image.Resize, image.CropTop));
        ImageConfig paper = PerceptionConfig.Paper().Image;
        Assert.Equal((0.44, 140), (paper.Resize, paper.CropTop));
    }

    [Fact]
    public void A_point_ahead_lies_where_the_scaled_and_cropped_pinhole_puts_it()
    {
        FrameView now = new(rig, null);
        (double u, double v, double depth) = FrameGeometry.EgoToImage(rig.Cameras[0], now, now, image).Project(new(11.5, 1, 0.6));
        Assert.Equal(10, depth, 9);
        Assert.Equal(0.16 * (800 - 126), u, 6);
        Assert.Equal(0.16 * (450 + 126) - 48, v, 6);
    }

    [Fact]
    public void A_static_point_is_found_in_a_past_image_where_the_past_car_saw_it()
    {
        Pose past = new(Rotation.FromYaw(0.4), new(100, 50, 0.2));
        Pose now = new(Rotation.FromYaw(0.55), new(104, 52, 0.25));
        Vector3D world = past.Transform(new(20, 2, 0.5));
        FrameView then = new(rig, past), present = new(rig, now);

        var expected = FrameGeometry.EgoToImage(rig.Cameras[0], then, then, image).Project(past.Inverse.Transform(world));
        var actual = FrameGeometry.EgoToImage(rig.Cameras[0], then, present, image).Project(now.Inverse.Transform(world));
        Assert.Equal(expected.U, actual.U, 6);
        Assert.Equal(expected.V, actual.V, 6);
        Assert.Equal(expected.Depth, actual.Depth, 6);
    }

    [Fact]
    public void Matrices_come_frame_by_frame_and_the_present_one_first()
    {
        FrameView present = new(rig, Pose.Identity), then = new(rig, Pose.Planar(-5, 0, 0));
        float[] values = FrameGeometry.EgoToImage([present, then], image);
        Assert.Equal(2 * FrameGeometry.Values, values.Length);
        Assert.Equal(values[11] + 5, values[FrameGeometry.Values + 11], 4); // depth grows by the 5 m the car has come
    }

    [Fact]
    public void A_past_frame_without_a_pose_is_refused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => FrameGeometry.EgoToImage([new(rig, Pose.Identity), new(rig, null)], image));
        Assert.Contains("pose", error.Message, StringComparison.Ordinal);
    }
}
