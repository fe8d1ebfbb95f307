using System.Text.Json;

using VoxPilot.Core;
using VoxPilot.Core.Imaging;
using VoxPilot.Testing;
using VoxPilot.World.Generation;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Generation;

public sealed class SampleFramesTests : IDisposable
{
    private const int Width = 64;

    private readonly string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_another_drive()
    {
        Dictionary<string, byte[]> first = Written("a", seed: 3), second = Written("b", seed: 3), other = Written("c", seed: 4);
        Assert.Equal(14, first.Count);
        Assert.Equal(first.Keys, second.Keys);
        foreach ((string file, byte[] bytes) in first)
        {
            Assert.Equal(bytes, second[file]);
            Assert.False(bytes.AsSpan().SequenceEqual(other[file]), $"{file} does not depend on the seed.");
        }
    }

    [Fact]
    public void Each_instant_has_six_images_of_the_size_that_its_rig_says_and_the_second_follows_the_first()
    {
        Dictionary<string, byte[]> files = Written("frames", seed: 1);
        using ImageDecoder decoder = new();
        foreach (string instant in (string[])["0", "1"])
        {
            using JsonDocument scene = JsonDocument.Parse(files[$"{instant}/rig.json"]);
            JsonElement cameras = scene.RootElement.GetProperty("rig").GetProperty("cameras");
            Assert.Equal(Rig.NuScenesNames, cameras.EnumerateObject().Select(camera => camera.Name));
            foreach (JsonProperty camera in cameras.EnumerateObject())
            {
                RgbImage image = decoder.Decode(ImageHeader.Read(files[$"{instant}/{camera.Name}.jpg"], camera.Name, ImageLimits.Default));
                Assert.Equal(camera.Value.GetProperty("width").GetInt32(), image.Width);
                Assert.Equal(camera.Value.GetProperty("height").GetInt32(), image.Height);
                Assert.True(image.Pixels.Distinct().Count() > 60, $"{camera.Name} is nearly empty.");
                Assert.Equal(1, Numbers(camera.Value.GetProperty("rotation")).Sum(x => x * x), 1e-6);
            }
        }
        using JsonDocument before = JsonDocument.Parse(files["0/rig.json"]), after = JsonDocument.Parse(files["1/rig.json"]);
        Assert.Equal(0.5, after.RootElement.GetProperty("timestamp").GetDouble() - before.RootElement.GetProperty("timestamp").GetDouble(), 1e-5);
        double[] a = Position(before), b = Position(after);
        JsonElement past = after.RootElement.GetProperty("ego").GetProperty("history").EnumerateArray().Last();
        Assert.Equal(-0.5, past.GetProperty("t").GetDouble());
        double moved = Math.Sqrt((b[0] - a[0]) * (b[0] - a[0]) + (b[1] - a[1]) * (b[1] - a[1]));
        double x = past.GetProperty("x").GetDouble(), y = past.GetProperty("y").GetDouble();
        Assert.Equal(moved, Math.Sqrt(x * x + y * y), 1e-6);
    }

    [Fact]
    public void The_frames_in_examples_are_those_of_the_world()
    {
        for (int drive = 0; drive < SampleFrames.Examples.Count; drive++)
        {
            (ulong seed, double seconds) = SampleFrames.Examples[drive];
            Recording recording = new DriveRecorder().Record(seed, seconds + Trajectory.StepSeconds);
            for (int instant = 0; instant < 2; instant++)
            {
                int moment = (int)Math.Round((seconds + instant * Trajectory.StepSeconds) / Recording.StepSeconds);
                string target = RepositoryRoot.At($"examples/frames/{2 * drive + instant}");
                using JsonDocument actual = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(target, "rig.json")));
                using JsonDocument expected = JsonDocument.Parse(SampleFrames.Scene(NuScenesRig.Create(), recording, moment).ToJsonString());
                Assert.True(JsonElement.DeepEquals(expected.RootElement, actual.RootElement), $"{target}/rig.json is not what the world gives; write it again with ./voxpilot frames draw --out examples/frames.");
                foreach (string camera in Rig.NuScenesNames)
                {
                    EncodedImage image = ImageHeader.Read(File.ReadAllBytes(Path.Combine(target, camera + ".jpg")), camera, ImageLimits.Default);
                    Assert.Equal((SampleFrames.DefaultWidth, 900), (image.Width, image.Height));
                }
            }
        }
    }

    private Dictionary<string, byte[]> Written(string name, ulong seed)
    {
        string target = Path.Combine(folder, name);
        SampleFrames.Write(target, 0, seed, seconds: 1.5, Width);
        return Directory.GetFiles(target, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .ToDictionary(file => Path.GetRelativePath(target, file).Replace('\\', '/'), File.ReadAllBytes);
    }

    private static double[] Position(JsonDocument scene) => Numbers(scene.RootElement.GetProperty("ego").GetProperty("pose").GetProperty("translation"));

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];
}
