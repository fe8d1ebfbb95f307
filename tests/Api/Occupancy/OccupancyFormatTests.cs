using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using VoxPilot.Api.Occupancy;
using VoxPilot.Api.Tests.Servers;
using VoxPilot.Core;
using VoxPilot.Core.Formats;
using VoxPilot.Driving;

namespace VoxPilot.Api.Tests.Occupancy;

/// <summary>The three forms of occupancy hold the same.</summary>
public sealed class OccupancyFormatTests(RealServer fixture)
{
    [Fact]
    public Task Json_npz_and_binary_hold_the_same_voxels_of_the_model() => SameInAllFormsAsync(fixture.Server, fixture.Server.Services.GetRequiredService<PackCatalog>().Open("nano").Info);

    [Fact]
    public async Task Json_npz_and_binary_hold_the_voxels_that_were_given()
    {
        OccupancyFrame[] given = [.. Enumerable.Range(0, 4).Select(Frame)];
        await using FakeDrivingService driving = new() { Occupancy = given };
        await using TestServer server = await TestServer.StartAsync(driving);
        JsonNode json = await SameInAllFormsAsync(server, driving.Pack);
        foreach ((OccupancyFrame frame, JsonNode? body) in given.Zip(json["frames"]!.AsArray()))
        {
            Assert.Equal(frame.Occupancy.Labels.Select(label => (int)label), body!["labels"]!.AsArray().Select(label => label!.GetValue<int>()));
            Assert.Equal(frame.Occupancy.Scores, body["scores"]!.AsArray().Select(score => score!.GetValue<float>()));
            Assert.Equal(frame.Motion.Yaw, body["motion"]!["yaw"]!.GetValue<double>());
        }
    }

    // Horizon h has 7 h voxels more than none at all, so that padding takes all its lengths.
    private static OccupancyFrame Frame(int horizon)
    {
        Random random = new(horizon);
        int[] voxels = [.. Enumerable.Range(0, 7 * horizon).Select(_ => random.Next(GridSpec.Occ3D.Count)).Distinct().Order()];
        SparseOccupancy occupancy = new()
        {
            Spec = GridSpec.Occ3D,
            Voxels = voxels,
            Labels = [.. voxels.Select(_ => (byte)random.Next(17))],
            Scores = [.. voxels.Select(_ => random.NextSingle())],
        };
        return new(horizon, occupancy, new(horizon * 4, 0.5, 0.125, 8));
    }

    private static async Task<JsonNode> SameInAllFormsAsync(TestServer server, PackInfo pack)
    {
        string id = (await server.PostAsync("/v1/scenes", SceneForm.MadeUp()))["id"]!.GetValue<string>();
        string route = $"/v1/scenes/{id}/occupancy?horizon=0,1,2,3";
        JsonNode json = await server.GetAsync(route);
        Assert.Equal("[200,200,16]", json["grid"]!["shape"]!.ToJsonString());
        Assert.Equal("[-40,-40,-1]", json["grid"]!["origin"]!.ToJsonString());
        Assert.Equal(0.4, json["grid"]!["voxel"]!.GetValue<double>());
        Assert.Equal(18, json["classes"]!.AsArray().Count);
        Assert.Equal([0, 1, 2, 3], json["frames"]!.AsArray().Select(frame => frame!["horizon"]!.GetValue<int>()));

        HttpResponseMessage npz = await server.Client.GetAsync(route + "&format=npz");
        Assert.Equal(pack.Trained ? "true" : "false", npz.Headers.GetValues("X-VoxPilot-Trained").Single());
        Assert.StartsWith(pack.Name + " ", npz.Headers.GetValues("X-VoxPilot-Pack").Single(), StringComparison.Ordinal);
        var arrays = NpzFile.Read(await npz.Content.ReadAsStreamAsync(), "occupancy.npz");
        Assert.Equal(["semantics", "semantics_1", "semantics_2", "semantics_3"], arrays.Keys.Order(StringComparer.Ordinal));

        HttpResponseMessage binary = await server.Client.GetAsync(route + "&format=binary");
        Assert.Equal(OccupancyBinary.ContentType, binary.Content.Headers.ContentType!.MediaType);
        BinaryReader reader = new(await binary.Content.ReadAsStreamAsync());
        Assert.Equal("VXO1"u8.ToArray(), reader.ReadBytes(4));
        Assert.Equal(4, reader.ReadInt32());
        Assert.Equal([-40f, -40f, -1f, 0.4f], [reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle()]);
        Assert.Equal([200, 200, 16], [reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()]);

        foreach (JsonNode? frame in json["frames"]!.AsArray())
        {
            int horizon = frame!["horizon"]!.GetValue<int>();
            int[][] indices = [.. frame["indices"]!.AsArray().Select(index => index!.AsArray().Select(i => i!.GetValue<int>()).ToArray())];
            int[] labels = [.. frame["labels"]!.AsArray().Select(label => label!.GetValue<int>())];
            float[] scores = [.. frame["scores"]!.AsArray().Select(score => score!.GetValue<float>())];

            byte[] dense = arrays[horizon == 0 ? "semantics" : $"semantics_{horizon}"].As<byte>();
            Assert.Equal(200 * 200 * 16, dense.Length);
            Assert.Equal(labels.Length, dense.Count(label => label != 17));
            Assert.All(indices.Zip(labels), pair => Assert.Equal(pair.Second, dense[(pair.First[0] * 200 + pair.First[1]) * 16 + pair.First[2]]));

            Assert.Equal(horizon, reader.ReadInt32());
            Assert.Equal(labels.Length, reader.ReadInt32());
            Assert.Equal(frame["motion"]!["x"]!.GetValue<float>(), reader.ReadSingle(), 1e-5f);
            reader.ReadBytes(12);
            Assert.All(indices, index => Assert.Equal((index[0] * 200 + index[1]) * 16 + index[2], reader.ReadInt32()));
            Assert.All(scores, score => Assert.Equal(score, reader.ReadSingle()));
            Assert.Equal(labels, reader.ReadBytes(labels.Length).Select(label => (int)label));
            reader.ReadBytes((4 - labels.Length % 4) % 4);
        }
        Assert.Equal(reader.BaseStream.Length, reader.BaseStream.Position);
        return json;
    }
}
