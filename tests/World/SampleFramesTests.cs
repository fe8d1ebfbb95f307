using System.Text.Json;

using VoxPilot.Core;
using VoxPilot.Core.Imaging;
using VoxPilot.Testing;

namespace VoxPilot.World.Tests;

public sealed class SampleFramesTests : IDisposable
{
    private const int Width = 48;

    private readonly string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_another_street()
    {
        Dictionary<string, byte[]> first = Written("a", seed: 3), second = Written("b", seed: 3), other = Written("c", seed: 4);
        Assert.Equal(14, first.Count);
        Assert.Equal(first.Keys, second.Keys);
        foreach ((string file, byte[] bytes) in first)
        {
            Assert.Equal(bytes, second[file]);
            Assert.Equal(file.EndsWith(".json", StringComparison.Ordinal), bytes.AsSpan().SequenceEqual(other[file]));
        }
    }

    [Fact]
    public void Each_instant_has_six_images_of_the_size_that_its_rig_says()
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
                Assert.True(image.Pixels.Distinct().Count() > 100, $"{camera.Name} is nearly empty.");
                Assert.Equal(1, Numbers(camera.Value.GetProperty("rotation")).Sum(x => x * x), 1e-6);
            }
        }
    }

    [Fact]
    public void The_second_instant_follows_the_first()
    {
        Dictionary<string, byte[]> files = Written("frames", seed: 1);
        using JsonDocument first = JsonDocument.Parse(files["0/rig.json"]), second = JsonDocument.Parse(files["1/rig.json"]);
        JsonElement a = first.RootElement, b = second.RootElement;
        Assert.Equal(0.5, b.GetProperty("timestamp").GetDouble() - a.GetProperty("timestamp").GetDouble(), 1e-6);
        double moved = Position(b) - Position(a);
        double mean = (Speed(a) + Speed(b)) / 2;
        Assert.Equal(mean * 0.5, moved, 1e-6);
        JsonElement last = b.GetProperty("ego").GetProperty("history").EnumerateArray().Last();
        Assert.Equal(-0.5, last.GetProperty("t").GetDouble());
        Assert.Equal(-moved, last.GetProperty("x").GetDouble(), 1e-6);
    }

    [Fact]
    public void The_frames_in_examples_are_those_of_the_default_seed()
    {
        string examples = RepositoryRoot.At("examples/frames");
        long bytes = 0;
        for (int instant = 0; instant < 2; instant++)
        {
            string rig = File.ReadAllText(Path.Combine(examples, instant.ToString(), "rig.json"));
            using JsonDocument expected = JsonDocument.Parse(SampleFrames.Scene(NuScenesRig.Create(), 0.5 * instant).ToJsonString());
            using JsonDocument actual = JsonDocument.Parse(rig);
            Assert.True(JsonElement.DeepEquals(expected.RootElement, actual.RootElement), $"examples/frames/{instant}/rig.json is not what SampleFrames writes; write them again with SampleFrames.Write.");
            foreach (string name in Rig.NuScenesNames)
            {
                byte[] file = File.ReadAllBytes(Path.Combine(examples, instant.ToString(), name + ".jpg"));
                EncodedImage image = ImageHeader.Read(file, name, ImageLimits.Default);
                Assert.Equal((1600, 900), (image.Width, image.Height));
                bytes += file.Length;
            }
        }
        Assert.InRange(bytes, 300_000, 1_500_000);
    }

    private Dictionary<string, byte[]> Written(string name, int seed)
    {
        string target = Path.Combine(folder, name);
        SampleFrames.Write(target, seed, Width);
        return Directory.GetFiles(target, "*", SearchOption.AllDirectories)
            .OrderBy(file => file, StringComparer.Ordinal)
            .ToDictionary(file => Path.GetRelativePath(target, file).Replace('\\', '/'), File.ReadAllBytes);
    }

    private static double Position(JsonElement scene) => Numbers(scene.GetProperty("ego").GetProperty("pose").GetProperty("translation"))[0];

    private static double Speed(JsonElement scene) => Numbers(scene.GetProperty("ego").GetProperty("velocity"))[0];

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];
}
