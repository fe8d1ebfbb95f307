using System.Runtime.InteropServices;

using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Datasets;

public sealed class LidarDepthTargetTests
{
    // Looks along x; 100 pixels of focal length, 200×100 pixels.
    private static readonly Rig Ahead = new([new("CAM_FRONT", new(100, 0, 100, 0, 100, 50, 0, 0, 1), new(new(0.5, -0.5, 0.5, -0.5), new(0, 0, 0)), 200, 100)]);

    [Theory]
    [InlineData(10, 0, 0, 50, 25, 10)] // straight ahead: the middle of the map, which has half the image's size
    [InlineData(10, 2, 0, 40, 25, 10)] // to the left by 20 pixels of the image; depth is along the axis, not the ray
    [InlineData(10, 0, -1, 50, 30, 10)] // below
    [InlineData(1, 0, 0, 50, 25, 1)]
    [InlineData(49.99, 0, 0, 50, 25, 49.99)]
    [InlineData(10, 9.99, 0, 0, 25, 10)] // u = 0.1
    [InlineData(10, 0.01, 0, 49, 25, 10)] // the pixel that contains it, not the nearest edge
    public void A_point_is_where_it_is_seen(double x, double y, double z, int column, int row, double depth)
    {
        float[] map = Target((x, y, z));
        Assert.Equal((float)depth, map[row * 100 + column]);
        Assert.Equal(1, map.Count(value => value != 0));
    }

    [Theory]
    [InlineData(0.99, 0, 0)]
    [InlineData(50, 0, 0)]
    [InlineData(-10, 0, 0)]
    [InlineData(10, 10.01, 0)]
    [InlineData(10, 0, 5.01)]
    public void A_point_too_near_too_far_behind_or_beside_is_left_out(double x, double y, double z) =>
        Assert.All(Target((x, y, z)), value => Assert.Equal(0, value));

    [Fact]
    public void The_nearest_of_several_points_stays_whatever_their_order()
    {
        Assert.Equal(7, Target((9, 0, 0), (7, 0, 0), (8, 0, 0))[25 * 100 + 50]);
        Assert.Equal(7, Target((7, 0, 0), (9, 0, 0))[25 * 100 + 50]);
    }

    [Fact]
    public void The_depth_of_the_mirrored_world_is_the_mirrored_depth()
    {
        NuScenesInfo info = NuScenesInfo.Read(RealData.Require("nuscenes-sample/info.json"));
        ImageTransform transform = new(0.44, 5, 140, 690, 256);
        Keyframe before = new()
        {
            Token = "t",
            Scene = "s",
            Index = 0,
            Frame = new() { Rig = new([.. info.Rig.Cameras.Select(transform.Adjust)]), Images = [] },
            Lidar = LidarSweep.Read(info.LidarPath),
            LidarToEgo = info.LidarToEgo,
        };
        Keyframe after = MirrorAugmentation.Apply(before);
        float[] straight = LidarDepthTarget.Create(before.Lidar, before.LidarToEgo, before.Frame.Rig, 345, 128);
        float[] mirrored = LidarDepthTarget.Create(after.Lidar!, after.LidarToEgo, after.Frame.Rig, 345, 128);
        int[] partners = WorldMirror.Partners(before.Frame.Rig);
        int measured = 0, apart = 0;
        for (int i = 0; i < mirrored.Length; i++)
        {
            int camera = i / (345 * 128), row = i / 345 % 128, column = i % 345;
            float expected = straight[(partners[camera] * 128 + row) * 345 + 344 - column];
            measured += expected > 0 ? 1 : 0;
            apart += Math.Abs(expected - mirrored[i]) < 1e-4 ? 0 : 1;
        }
        Assert.True(measured > 10000, $"only {measured} pixels are measured");
        Assert.InRange(apart, 0, 3); // points on a pixel's edge
    }

    [Fact]
    public void A_map_of_another_size_is_refused() =>
        Assert.Contains("need 5000 values", Assert.Throws<ArgumentException>(() =>
            LidarDepthTarget.Fill(Sweep((1, 0, 0)), Matrix4.Identity, Ahead, 100, 50, new float[4999])).Message, StringComparison.Ordinal);

    private static float[] Target(params (double X, double Y, double Z)[] points) => LidarDepthTarget.Create(Sweep(points), Pose.Identity, Ahead, 100, 50);

    private static LidarSweep Sweep(params (double X, double Y, double Z)[] points)
    {
        float[] values = [.. points.SelectMany(p => (float[])[(float)p.X, (float)p.Y, (float)p.Z, 1, 0])];
        return LidarSweep.Read(MemoryMarshal.AsBytes(values.AsSpan()), "made");
    }
}
