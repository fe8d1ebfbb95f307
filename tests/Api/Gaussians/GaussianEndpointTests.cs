using System.Buffers.Binary;
using System.Net;
using System.Text.Json.Nodes;
using VoxPilot.Api.Gaussians;
using VoxPilot.Api.Tests.Servers;
using VoxPilot.Core.Imaging;
using VoxPilot.Driving;
using VoxPilot.Perception;

namespace VoxPilot.Api.Tests.Gaussians;

/// <summary>Gaussians of a scene in their forms, and what cameras see of them; by an untrained pack that sees some.</summary>
public sealed class GaussianEndpointTests : IAsyncLifetime
{
    private const int Count = 150;

    private readonly string data = Directory.CreateTempSubdirectory("voxpilot-gaussians-").FullName;
    private TestServer server = null!;

    public async ValueTask InitializeAsync()
    {
        DrivingModelConfig nano = UntrainedPack.NanoConfig();
        UntrainedPack.Create(
            Path.Combine(data, "models", "splats"),
            nano with { Perception = nano.Perception with { Gaussians = new() { Decoder = GaussianDecoderConfig.Nano() with { Gaussians = Count } } } }, 7);
        server = await TestServer.StartOnAsync(data, "--VoxPilot:Driving:Pack=splats");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Json_and_binary_hold_the_same_Gaussians()
    {
        string route = await SceneAsync() + "/gaussians";
        JsonNode json = await server.GetAsync(route);
        Assert.Equal("splats", json["pack"]!["name"]!.GetValue<string>());
        Assert.NotNull(json["timings"]!["gaussians"]);
        JsonArray gaussians = json["gaussians"]!.AsArray();
        Assert.Equal(Count, gaussians.Count);
        float[][] means = [.. gaussians.Select(g => Numbers(g!["mean"]!))];
        Assert.All(means, mean => Assert.True(Math.Abs(mean[0]) <= 40 && Math.Abs(mean[1]) <= 40 && mean[2] is >= -1 and <= 5.4f));
        Assert.All(gaussians, g => Assert.Equal(1, Numbers(g!["rotation"]!).Sum(q => q * q), 1e-4));

        HttpResponseMessage response = await server.Client.GetAsync(route + "?format=binary");
        Assert.Equal(SplatFile.ContentType, response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("splats ", response.Headers.GetValues("X-VoxPilot-Pack").Single(), StringComparison.Ordinal);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(SplatFile.Stride * Count, bytes.Length);
        HashSet<int> found = [];
        for (int at = 0; at < bytes.Length; at += SplatFile.Stride)
        {
            float[] mean = [Single(at), Single(at + 4), Single(at + 8)];
            int which = Array.FindIndex(means, other => other.SequenceEqual(mean));
            Assert.True(which >= 0 && found.Add(which));
            JsonNode one = gaussians[which]!;
            Assert.Equal<float[]>(Numbers(one["scale"]!), [Single(at + 12), Single(at + 16), Single(at + 20)]);
            Assert.Equal(one["opacity"]!.GetValue<float>(), bytes[at + 27] / 255f, 0.5f / 255 + 1e-6f);
            Assert.Equal(Numbers(one["color"]!)[1], bytes[at + 25] / 255f, 0.5f / 255 + 1e-6f);
            Assert.Equal(Numbers(one["rotation"]!)[2], (bytes[at + 30] - 128) / 128f, 1f / 128 + 1e-6f);
        }

        float Single(int at) => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at));
    }

    [Fact]
    public async Task Those_of_little_opacity_can_be_left_out()
    {
        string route = await SceneAsync() + "/gaussians";
        float[] opacities = [.. (await server.GetAsync(route))["gaussians"]!.AsArray().Select(g => g!["opacity"]!.GetValue<float>())];
        float middle = opacities.Order().ElementAt(Count / 2);
        JsonArray kept = (await server.GetAsync(FormattableString.Invariant($"{route}?min_opacity={middle}")))["gaussians"]!.AsArray();
        Assert.Equal(opacities.Count(opacity => opacity >= middle), kept.Count);
        Assert.Empty((await server.GetAsync(route + "?min_opacity=1"))["gaussians"]!.AsArray());
        Assert.Empty(await server.Client.GetByteArrayAsync(route + "?min_opacity=1&format=binary"));
    }

    [Fact]
    public async Task A_camera_renders_what_its_image_shows()
    {
        string scene = await SceneAsync();
        JsonNode gaussians = await server.GetAsync(scene + "/gaussians");
        foreach (string what in (string[])["color", "depth", "alpha"])
        {
            HttpResponseMessage response = await server.Client.GetAsync($"{scene}/render/CAM_FRONT?what={what}&width=64");
            Assert.Equal("image/png", response.Content.Headers.ContentType!.MediaType);
            Assert.Contains("splatting", response.Headers.GetValues("X-VoxPilot-Timings").Single(), StringComparison.Ordinal);
            using ImageDecoder decoder = new();
            RgbImage image = decoder.Decode(ImageHeader.Read(await response.Content.ReadAsByteArrayAsync(), what, ImageLimits.Default));
            Assert.Equal(64, image.Width);
            Assert.True(image.Pixels.Any(value => value > 0), $"{what} is black; of {gaussians["gaussians"]!.AsArray().Count} Gaussians nothing is seen");
        }
    }

    [Theory]
    [InlineData("/gaussians?format=ply", "format")]
    [InlineData("/gaussians?min_opacity=2", "min_opacity")]
    [InlineData("/render/CAM_ROOF", "camera")]
    [InlineData("/render/CAM_FRONT?what=normals", "what")]
    [InlineData("/render/CAM_FRONT?width=4", "width")]
    [InlineData("/render/CAM_FRONT?width=9000", "width")]
    public async Task What_cannot_be_used_is_named(string call, string field)
    {
        HttpResponseMessage response = await server.Client.GetAsync(await SceneAsync() + call);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        JsonNode problem = await Problem.ReadAsync(response, "invalid-input");
        Assert.NotNull(problem["errors"]![field]);
    }

    [Fact]
    public async Task A_pack_that_sees_none_says_what_to_do()
    {
        await using FakeDrivingService driving = new();
        await using TestServer other = await TestServer.StartAsync(driving);
        foreach (string call in (string[])["/v1/scenes/scene-1/gaussians", "/v1/scenes/scene-1/render/CAM_FRONT"])
        {
            HttpResponseMessage response = await other.Client.GetAsync(call);
            Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
            Assert.Contains("no gaussians", (await Problem.ReadAsync(response, "missing-capability"))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    private async Task<string> SceneAsync() => $"/v1/scenes/{(await server.PostAsync("/v1/scenes", SceneForm.MadeUp()))["id"]!.GetValue<string>()}";

    private static float[] Numbers(JsonNode list) => [.. list.AsArray().Select(n => n!.GetValue<float>())];
}
