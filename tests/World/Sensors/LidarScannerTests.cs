using System.Numerics;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Meshes;
using VoxPilot.World.Sensors;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Sensors;

public sealed class LidarScannerTests
{
    private static readonly Weather Sun = Weather.Of(WeatherKind.Sunny, 1, 0.5);
    private static readonly Mesh Road = Shapes.Plane(-150, -150, 150, 150, 0, OccupancyClass.DriveableSurface);
    private static readonly Mesh Post = Shapes.Box(new(-0.5f, -0.5f, 0), new(0.5f, 0.5f, 3), OccupancyClass.Manmade);

    [Theory]
    [InlineData(10, 0, 0, 1)] // ahead of the car is +y of the LiDAR
    [InlineData(-10, 0, 0, -1)]
    [InlineData(0.94, 10, -1, 0)] // to the left is −x
    [InlineData(0.94, -10, 1, 0)]
    public void The_frame_is_that_of_nuscenes(double x, double y, int right, int forward)
    {
        LidarScan scan = new LidarScanner().Scan(Shapes.Scene([Shapes.Put(Post, new((float)x, (float)y, 0))]), Shapes.AtOrigin, Sun, 1, 0);
        Assert.InRange(scan.Sweep.Count, 50, 2000);
        for (int i = 0; i < scan.Sweep.Count; i++)
        {
            Vector3D p = scan.Sweep.Point(i), ego = NuScenesRig.LidarToEgo.Transform(p);
            Assert.True((right == 0 || right * p.X > 7) && (forward == 0 || forward * p.Y > 7), $"{p}");
            Assert.True(Math.Abs(ego.X - x) < 0.6 && Math.Abs(ego.Y - y) < 0.6, $"{ego}");
        }
    }

    [Fact]
    public void Points_lie_on_what_the_rays_met()
    {
        EgoMotion ego = new() { Position = new(212.5, -97.25), Yaw = 2.2 };
        MeshInstance post = Shapes.Put(Post, new(205, -90, 0), 0.6, 4);
        RayScene scene = Shapes.Scene([Shapes.Put(Road, new(200, -100, 0))], post);
        LidarScan scan = new LidarScanner().Scan(scene, ego, Sun, 1, 0);
        int onPost = 0;
        for (int i = 0; i < scan.Sweep.Count; i++)
        {
            Vector3D town = ego.EgoToTown.Transform(NuScenesRig.LidarToEgo.Transform(scan.Sweep.Point(i)));
            Vector3 local = post.Place.ToLocal(new((float)town.X, (float)town.Y, (float)town.Z));
            double outside = Math.Max(Math.Max(Math.Abs(local.X) - 0.5, Math.Abs(local.Y) - 0.5), Math.Max(local.Z - 3, -local.Z));
            if (scan.Agents[i] == 4)
            {
                onPost++;
                Assert.InRange(outside, -0.08, 0.08);
                Assert.Equal((byte)OccupancyClass.Manmade, scan.Classes[i]);
            }
            else
            {
                Assert.Equal(-1, scan.Agents[i]);
                Assert.InRange(town.Z, -0.05, 0.05); // errors are along the ray, which slopes down by at most 31°
                Assert.Equal((byte)OccupancyClass.DriveableSurface, scan.Classes[i]);
            }
        }
        Assert.InRange(onPost, 100, 2000);
    }

    [Fact]
    public void Points_come_firing_by_firing_with_rings_from_below()
    {
        LidarScan scan = new LidarScanner().Scan(Shapes.Scene([Shapes.Put(Road), Shapes.Put(Shapes.Box(new(-30, -30, -1), new(30, 30, 20), OccupancyClass.Manmade))]), Shapes.AtOrigin, Sun, 1, 0);
        Assert.InRange(scan.Sweep.Count, 30_000, LidarBeams.Rings * LidarBeams.Azimuths);
        double before = -Math.PI - 0.01;
        int ringBefore = -1;
        for (int i = 0; i < scan.Sweep.Count; i++)
        {
            Vector3D p = scan.Sweep.Point(i);
            int ring = scan.Sweep.Ring(i);
            double clockwise = Math.Atan2(p.X, p.Y), elevation = Math.Asin(p.Z / p.Length) * 180 / Math.PI;
            if (clockwise > 3.14 && before < -3.13)
            {
                clockwise -= 2 * Math.PI; // straight behind
            }
            Assert.Equal(-30.67 + ring * 41.34 / 31, elevation, 1e-2);
            Assert.True(clockwise > before + 1e-4 || (Math.Abs(clockwise - before) < 1e-4 && ring > ringBefore), $"Point {i} at {clockwise} after {before}, ring {ring} after {ringBefore}.");
            (before, ringBefore) = (clockwise, ring);
            Assert.InRange(scan.Sweep.Intensity(i), 0, 255);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_points_and_another_does_not()
    {
        RayScene scene = Shapes.Scene([Shapes.Put(Road), Shapes.Put(Post, new(7, 3, 0))]);
        LidarScanner used = new();
        used.Scan(scene, new() { Position = new(3, 1), Yaw = 1 }, Sun, 9, 3);
        float[] first = used.Scan(scene, Shapes.AtOrigin, Sun, 1, 0).Sweep.Values.ToArray();
        Assert.Equal(first, new LidarScanner().Scan(scene, Shapes.AtOrigin, Sun, 1, 0).Sweep.Values.ToArray());
        Assert.NotEqual(first, used.Scan(scene, Shapes.AtOrigin, Sun, 2, 0).Sweep.Values.ToArray());
        Assert.NotEqual(first, used.Scan(scene, Shapes.AtOrigin, Sun, 1, 10).Sweep.Values.ToArray());
    }

    [Fact]
    public void Fog_and_wet_ground_lose_returns()
    {
        RayScene scene = Shapes.Scene([Shapes.Put(Road), Shapes.Put(Shapes.Box(new(-60, -60, -1), new(60, 60, 9), OccupancyClass.Manmade))]);
        int Count(WeatherKind kind) => new LidarScanner().Scan(scene, Shapes.AtOrigin, Weather.Of(kind, 1, 0.5), 1, 0).Sweep.Count;
        int sun = Count(WeatherKind.Sunny);
        Assert.True(Count(WeatherKind.Fog) < 0.8 * sun, "Fog takes too little.");
        Assert.True(Count(WeatherKind.Rain) < 0.95 * sun, "Rain takes too little.");
    }

    [Fact]
    public void Nothing_nearer_than_the_least_range_is_returned() =>
        Assert.Equal(0, new LidarScanner().Scan(Shapes.Scene([Shapes.Put(Shapes.Box(new(0.5f, -0.4f, 1.5f), new(1.4f, 0.4f, 2.3f), OccupancyClass.Manmade))]), Shapes.AtOrigin, Sun, 1, 0).Sweep.Count);
}
