using System.Text.Json.Nodes;
using VoxPilot.Api.Tests.Servers;

namespace VoxPilot.Api.Tests.Drives;

/// <summary>The hub as the page uses it.</summary>
public sealed class HubTests(RealServer fixture)
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task Drive_streams_all_parts_of_POST_drive()
    {
        SceneForm form = SceneForm.MadeUp();
        form.Scene["ask"] = "What is ahead?";
        form.Scene["horizons"] = new JsonArray(0, 2);
        JsonNode whole = await server.PostAsync("/v1/drive", form);
        JsonArray items = (await Hub.CallAsync(server, [Hub.Call("Drive", form.ToJson())]))[0]!.AsArray();
        string[] events = [.. Hub.Events(items)];
        Assert.Equal(["scene", "occupancy"], events[..2]);
        Assert.Equal(["done", "anchor_scores", "denoise_step", "denoise_step", "plan"], events[^5..]);
        Assert.All(events[2..^5], name => Assert.Equal("token", name));
        Assert.Equal(StableJson.Of(whole["scene"]!), StableJson.Of(items[0]!["data"]!));
        Assert.Equal(StableJson.Of(whole["occupancy"]!), StableJson.Of(items[1]!["data"]!));
        Assert.Equal(StableJson.Of(whole["answer"]!), StableJson.Of(items[events.Length - 5]!["data"]!));
        Assert.Equal(StableJson.Of(whole["plan"]!), StableJson.Of(items[^1]!["data"]!));
        Assert.Equal(whole["answer"]!["answer"]!.GetValue<string>(), Hub.Text(items));
    }

    [Fact]
    public async Task What_cannot_be_used_ends_its_stream_with_a_problem_and_the_connection_stays()
    {
        server.Log.Entries.Clear();
        string id = (await server.PostAsync("/v1/scenes", SceneForm.MadeUp()))["id"]!.GetValue<string>();
        JsonObject broken = SceneForm.MadeUp().ToJson();
        broken["images"]!.AsObject().Remove("CAM_BACK");
        JsonArray streams = await Hub.CallAsync(server, new JsonArray(
            Hub.Call("Ask", "nope", "Who is there?", null),
            Hub.Call("Ask", id, "", null),
            Hub.Call("Ask", id, "Who?", new JsonObject { ["response_format"] = new JsonObject() }),
            Hub.Call("Ask", id, "Who?", new JsonObject { ["max_tokens"] = "many" }),
            Hub.Call("Plan", id, new JsonObject { ["command"] = "reverse" }),
            Hub.Call("Drive", broken),
            Hub.Call("Drive", JsonValue.Create(7)),
            Hub.Call("Plan", id, null)));
        string[] expected = ["scene-not-found", "invalid-input", "invalid-input", "invalid-input", "invalid-input", "missing-camera", "invalid-input"];
        foreach ((JsonNode? stream, string type) in streams.Zip(expected))
        {
            JsonNode item = Assert.Single(stream!.AsArray())!;
            Assert.Equal("error", item["event"]!.GetValue<string>());
            Problem.Check(item["data"]!, type, item["data"]!["status"]!.GetValue<int>());
        }
        Assert.Equal("plan", streams[7]!.AsArray()[^1]!["event"]!.GetValue<string>());
        Assert.All(server.Log.Entries, entry => Assert.Null(entry.Exception));
    }

    [Fact]
    public async Task A_stream_that_is_left_ends_and_the_next_one_goes_on()
    {
        string id = (await server.PostAsync("/v1/scenes", SceneForm.MadeUp()))["id"]!.GetValue<string>();
        JsonObject left = Hub.Call("Ask", id, "Tell a long story.", new JsonObject { ["max_tokens"] = 200 });
        left["cancel_after"] = 1;
        JsonArray streams = await Hub.CallAsync(server, new JsonArray(left, Hub.Call("Ask", id, "What is ahead?", new JsonObject { ["max_tokens"] = 4 })));
        Assert.Single(streams[0]!.AsArray());
        Assert.Equal("done", Hub.Events(streams[1]!.AsArray()).Last());
    }
}
