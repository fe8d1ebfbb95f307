using System.Numerics;
using System.Security.Cryptography;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Meshes;
using VoxPilot.World.Rendering;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Tests.Rendering;

public class FrameRendererTests
{
    private const string HashRequest = "VOXPILOT_TEST_WRITE_RENDER_HASH";

    private static readonly Rotation Level = new(0.5, -0.5, 0.5, -0.5);
    private static readonly Camera Front = new("front", new(105, 0, 61.5, 0, 97, 26, 0, 0, 1), new(Level, new(1.7, 0, 1.5)), 128, 64);
    private static readonly EgoMotion Ego = new() { Position = new(3, -2), Yaw = 0 };

    [Fact]
    public void Depth_is_the_distance_to_the_plane_along_the_optical_axis_at_the_middle_of_each_pixel()
    {
        CameraView view = Render([Shapes.At(Shapes.Ground(400), Vector3.Zero, 0, new(0.1f))], Front);
        int ground = 0;
        for (int j = 0; j < 64; j++)
        {
            for (int i = 0; i < 128; i++)
            {
                // The camera looks level from 1.5 m: v − cy = fy · 1.5 / z.
                double below = j + 0.5 - 26, expected = 97 * 1.5 / below;
                float found = view.Depth[j * 128 + i];
                if (below > 0 && expected < 250)
                {
                    ground++;
                    Assert.Equal(expected, found, 1e-5 * expected);
                    Assert.Equal((byte)OccupancyClass.DriveableSurface, view.Classes[j * 128 + i]);
                }
                else if (below < 0)
                {
                    Assert.Equal(float.PositiveInfinity, found);
                    Assert.Equal(PixelTruth.Sky, view.Classes[j * 128 + i]);
                }
            }
        }
        Assert.True(ground > 4000);
    }

    [Fact]
    public void The_point_that_a_pixel_shows_projects_back_to_that_pixel_and_lies_on_the_thing()
    {
        MeshInstance box = Shapes.At(Shapes.Box(new(-2, -1, 0), new(2, 1, 1.6f), OccupancyClass.Car), new(14, -2.5f, 0), 0.6, new(0.4f), 7);
        Camera turned = Front with { SensorToEgo = new(EgoVehicle.Turned(-0.2) * Level, new(1.2, 0.3, 1.4)) };
        EgoMotion ego = new() { Position = new(3, -2), Yaw = 0.3 };
        CameraView view = new FrameRenderer().Render(Scene([]), [box], new([turned]), ego, 1)[0];
        Pose toTown = ego.EgoToTown * turned.SensorToEgo;
        Matrix4 project = turned.EgoToImage;
        int seen = 0;
        for (int at = 0; at < view.Depth.Length; at++)
        {
            if (view.Agents[at] != 7)
            {
                continue;
            }
            seen++;
            double z = view.Depth[at], u = at % 128 + 0.5, v = at / 128 + 0.5;
            Vector3D camera = new((u - 61.5) / 105 * z, (v - 26) / 97 * z, z), town = toTown.Transform(camera);
            Vector3 local = box.Place.ToLocal(new((float)town.X, (float)town.Y, (float)town.Z)) - new Vector3(0, 0, 0.8f);
            float outside = Math.Max(Math.Abs(local.X) - 2, Math.Max(Math.Abs(local.Y) - 1, Math.Abs(local.Z) - 0.8f));
            Assert.InRange(outside, -1e-4f, 1e-4f);
            Vector3D ego3 = ego.EgoToTown.Inverse.Transform(town);
            Vector3D homogeneous = new(
                project[0, 0] * ego3.X + project[0, 1] * ego3.Y + project[0, 2] * ego3.Z + project[0, 3],
                project[1, 0] * ego3.X + project[1, 1] * ego3.Y + project[1, 2] * ego3.Z + project[1, 3],
                project[2, 0] * ego3.X + project[2, 1] * ego3.Y + project[2, 2] * ego3.Z + project[2, 3]);
            Assert.Equal(u, homogeneous.X / homogeneous.Z, 1e-4);
            Assert.Equal(v, homogeneous.Y / homogeneous.Z, 1e-4);
        }
        Assert.True(seen > 300);
    }

    [Fact]
    public void A_mirrored_world_gives_the_mirrored_depth_labels_and_agents()
    {
        // At 61.5 an edge of the nearest car runs exactly through pixels' middles, which belong to one side.
        Camera camera = Front with { Intrinsics = Front.Intrinsics with { M02 = 61.37 } }, other = Front with { Intrinsics = Front.Intrinsics with { M02 = 128 - 61.37 } };
        CameraView view = Render(Street(), camera), mirror = new FrameRenderer().Render(Scene([]), Street(-1), new([other]), Ego with { Position = new(3, 2) }, 1)[0];
        int different = 0;
        for (int at = 0; at < view.Depth.Length; at++)
        {
            int to = at / 128 * 128 + 127 - at % 128;
            bool same = view.Classes[at] == mirror.Classes[to] && view.Agents[at] == mirror.Agents[to]
                && (view.Depth[at] == mirror.Depth[to] || Math.Abs(view.Depth[at] - mirror.Depth[to]) < 1e-5f * view.Depth[at]);
            different += same ? 0 : 1;
        }
        Assert.True(view.Agents.Distinct().Count() > 6);
        Assert.Equal(0, different);
    }

    [Fact]
    public void The_same_scene_gives_the_same_bytes_from_any_number_of_threads()
    {
        string[] hashes = new string[4];
        RenderScene scene = new(Street(), Of(WeatherKind.Sunny));
        Parallel.For(0, 4, new() { MaxDegreeOfParallelism = 4 }, i => hashes[i] = Hash(scene, new FrameRenderer()));
        FrameRenderer used = new();
        used.Render(scene, [], NuScenesRig.Create(64), Ego, 3);
        Assert.Equal(Enumerable.Repeat(Hash(scene, used), 4), hashes);
        Assert.NotEqual(hashes[0], Hash(new(Street(), Of(WeatherKind.Dusk)), used));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task The_same_scene_gives_the_same_bytes_at_any_vector_width(string switchedOff) =>
        Assert.Equal(AllWeathers(), await ChildTest.RunAsync(typeof(FrameRendererTests), nameof(Writes_its_hash_when_asked), HashRequest, switchedOff));

    [Fact]
    public void Writes_its_hash_when_asked()
    {
        string? file = Environment.GetEnvironmentVariable(HashRequest);
        string hash = AllWeathers();
        Assert.Equal(64, hash.Split(' ')[0].Length);
        if (file is not null)
        {
            File.WriteAllText(file, hash);
        }
    }

    [Fact]
    public void Shadows_fall_away_from_the_sun()
    {
        // A short wall stands before the camera; the sun is to the left (azimuth +90°), so its shadow falls to the right.
        MeshInstance ground = Shapes.At(Shapes.Ground(300), Vector3.Zero, 0, new(0.3f)), wall = Shapes.At(Shapes.Box(new(-2, -0.3f, 0), new(2, 0.3f, 2), OccupancyClass.Manmade), new(15, -2, 0), 0, new(0.3f));
        Weather weather = Weather.Of(WeatherKind.Sunny, Math.PI / 2, 0.5);
        CameraView view = new FrameRenderer().Render(new([ground, wall], weather), [], new([Front]), Ego, 1)[0];
        // Its middle is 15 − 3 − 1.7 m ahead. One metre to its right and left on the ground.
        double z = 15 - 4.7, v = 26 + 97 * 1.5 / z;
        double right = Mean(view, 61.5 + 105 * 1.0 / z, v), left = Mean(view, 61.5 - 105 * 1.0 / z, v);
        Assert.True(right < 0.75 * left, $"right {right}, left {left}");
    }

    [Fact]
    public void Fog_takes_contrast_with_distance()
    {
        double[] contrasts = [.. new[] { WeatherKind.Overcast, WeatherKind.Fog }.SelectMany(kind => new[] { 12.0, 60.0 }.Select(distance => Contrast(kind, distance)))];
        Assert.True(contrasts[3] < 0.3 * contrasts[2], string.Join(", ", contrasts));
        Assert.True(contrasts[1] > 0.45 * contrasts[0], string.Join(", ", contrasts));
        Assert.True(contrasts[3] < 0.3 * contrasts[1], string.Join(", ", contrasts));
    }

    [Fact]
    public void Noise_is_small_and_drawn_from_its_seed()
    {
        RenderScene scene = Scene(Street());
        FrameRenderer renderer = new();
        byte[] a = renderer.Render(scene, [], new([Front]), Ego, 1)[0].Image.Pixels, b = renderer.Render(scene, [], new([Front]), Ego, 2)[0].Image.Pixels;
        Assert.NotEqual(a, b);
        Assert.True(a.Zip(b, (x, y) => Math.Abs(x - y)).Average() < 4);
    }

    [Fact]
    public void A_camera_without_focal_length_is_refused_by_name()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Render([], Front with { Intrinsics = Front.Intrinsics with { M00 = 0 } }));
        Assert.Contains("Camera front", error.Message, StringComparison.Ordinal);
    }

    private static double Contrast(WeatherKind kind, double distance)
    {
        // A checkerboard wall of two boxes, dark and bright.
        float x = (float)(4.7 + distance), size = (float)distance / 10;
        MeshInstance dark = Shapes.At(Shapes.Box(new(x, 0, 0), new(x + 1, size, 2 * size + 2), OccupancyClass.Manmade), new(0, -2, 0), 0, new(0.03f));
        MeshInstance bright = Shapes.At(Shapes.Box(new(x, -size, 0), new(x + 1, 0, 2 * size + 2), OccupancyClass.Manmade), new(0, -2, 0), 0, new(0.6f));
        CameraView view = new FrameRenderer().Render(new([dark, bright], Of(kind)), [], new([Front]), Ego, 1)[0];
        double u = 105 * size / 2 / distance;
        return Mean(view, 61.5 + u, 24) - Mean(view, 61.5 - u, 24);
    }

    private static double Mean(CameraView view, double u, double v)
    {
        double sum = 0;
        for (int dy = -1; dy <= 1; dy++)
        {
            for (int dx = -1; dx <= 1; dx++)
            {
                sum += view.Image.Pixels[3 * (((int)v + dy) * 128 + (int)u + dx) + 1] / 9.0;
            }
        }
        return sum;
    }

    private static string AllWeathers() => string.Join(' ', Enum.GetValues<WeatherKind>().Select(kind => Hash(new(Street(), Of(kind)), new())));

    private static string Hash(RenderScene scene, FrameRenderer renderer)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (CameraView view in renderer.Render(scene, Street(), NuScenesRig.Create(96), Ego, 5))
        {
            hash.AppendData(view.Image.Pixels);
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(view.Depth));
            hash.AppendData(view.Classes);
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(view.Agents));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static CameraView Render(IReadOnlyList<MeshInstance> moving, Camera camera) => new FrameRenderer().Render(Scene([]), moving, new([camera]), Ego, 1)[0];

    private static RenderScene Scene(IReadOnlyList<MeshInstance> town) => new(town, Of(WeatherKind.Sunny));

    private static Weather Of(WeatherKind kind) => Weather.Of(kind, 2.5, 0.5);

    // Boxes are their own mirror images, so that a street with the other sign is the mirrored street.
    private static List<MeshInstance> Street(float side = 1)
    {
        List<MeshInstance> all = [Shapes.At(Shapes.Ground(120), Vector3.Zero, 0, new(0.1f))];
        for (int i = 0; i < 8; i++)
        {
            all.Add(Shapes.At(Shapes.Box(new(-2, -0.9f, 0.2f), new(2, 0.9f, 1.5f), OccupancyClass.Car), new(9 + 5.3f * i, side * (i % 2 == 0 ? 2.2f : -5.1f), 0), side * 0.1 * i, new(0.1f * i, 0.3f, 0.2f), i));
            all.Add(Shapes.At(Shapes.Box(new(-4, -4, 0), new(4, 4, 6 + i), OccupancyClass.Manmade), new(-20 + 12.3f * i, side * (i % 2 == 0 ? 13.7f : -14.9f), 0), side * 0.05 * i, new(0.4f, 0.3f, 0.25f)));
        }
        return all;
    }
}
