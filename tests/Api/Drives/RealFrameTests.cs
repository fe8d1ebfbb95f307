using System.Text.Json.Nodes;
using VoxPilot.Api.Tests.Servers;
using VoxPilot.Testing;

namespace VoxPilot.Api.Tests.Drives;

/// <summary>The main job on real input: the six JPEGs of a nuScenes key frame over HTTP and over the hub.</summary>
public sealed class RealFrameTests(RealServer fixture)
{
    private const string Sample = "nuscenes-key-frame";

    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task Six_real_frames_in_occupancy_an_answer_and_a_trajectory_out()
    {
        RealData.Require("nuscenes-sample/info.json");
        SceneForm form = await SceneForm.SampleAsync(server, Sample);
        Assert.Equal(6, form.Images.Count);
        Assert.All(form.Images, image => Assert.Equal("image/jpeg", image.Type));

        JsonNode scene = await server.PostAsync("/v1/scenes", form);
        string id = scene["id"]!.GetValue<string>();
        JsonNode answer = await server.PostAsync($"/v1/scenes/{id}/answers", """{ "question": "What is around the car?", "max_tokens": 32 }""");
        JsonNode occupancy = await server.GetAsync($"/v1/scenes/{id}/occupancy?horizon=0,1,2,3");
        JsonNode plan = await server.PostAsync($"/v1/scenes/{id}/plan", "{}");

        Assert.False(answer["trained"]!.GetValue<bool>());
        Assert.NotEmpty(answer["answer"]!.GetValue<string>());
        Assert.Equal(4, occupancy["frames"]!.AsArray().Count);
        Assert.NotEmpty(occupancy["frames"]![0]!["labels"]!.AsArray());
        Assert.Equal(6, plan["trajectory"]!["points"]!.AsArray().Count);

        // One shot, and over the hub: the same, each part as its own route gives it.
        form.Scene["ask"] = "What is around the car?";
        JsonNode drive = await server.PostAsync("/v1/drive", form);
        Assert.Equal(StableJson.Of(scene), StableJson.Of(drive["scene"]!));
        Assert.Equal(StableJson.Of(occupancy), StableJson.Of(drive["occupancy"]!));
        Assert.Equal(StableJson.Of(plan), StableJson.Of(drive["plan"]!));

        JsonArray streams = await Hub.CallAsync(server, new JsonArray(
            Hub.Call("Ask", id, "What is around the car?", new JsonObject { ["max_tokens"] = 32 }),
            Hub.Call("Plan", id, null)));
        JsonArray asked = streams[0]!.AsArray(), planned = streams[1]!.AsArray();
        Assert.Equal(answer["answer"]!.GetValue<string>(), Hub.Text(asked));
        Assert.Equal(StableJson.Of(answer), StableJson.Of(asked[^1]!["data"]!));
        Assert.Equal(["anchor_scores", "denoise_step", "denoise_step", "plan"], Hub.Events(planned));
        Assert.Equal(StableJson.Of(plan), StableJson.Of(planned[^1]!["data"]!));
    }
}
