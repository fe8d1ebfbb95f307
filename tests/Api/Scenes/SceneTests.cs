using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using VoxPilot.Api.Tests.Servers;
using VoxPilot.Driving;

namespace VoxPilot.Api.Tests.Scenes;

/// <summary>Scenes over HTTP on made-up frames, with the real model.</summary>
public sealed class SceneTests(RealServer fixture)
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task A_scene_is_made_found_and_deleted()
    {
        HttpResponseMessage response = await server.Client.PostAsync("/v1/scenes", SceneForm.MadeUp().ToMultipart());
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        JsonNode scene = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        string id = scene["id"]!.GetValue<string>();
        Assert.Equal($"/v1/scenes/{id}", response.Headers.Location!.ToString());
        Assert.Equal(["CAM_FRONT", "CAM_FRONT_RIGHT", "CAM_FRONT_LEFT", "CAM_BACK", "CAM_BACK_LEFT", "CAM_BACK_RIGHT"], scene["cameras"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.True(scene["queries"]!.GetValue<int>() > 0);
        Assert.Equal(Nano.Trained, scene["trained"]!.GetValue<bool>());
        Assert.Equal("nano", scene["pack"]!["name"]!.GetValue<string>());
        Assert.Equal(64, scene["pack"]!["hash"]!.GetValue<string>().Length);
        Assert.True(scene["timings"]!["decode"]!.GetValue<double>() >= 0);
        Assert.True(scene.AsObject().ContainsKey("sequence"));
        Assert.True(DateTimeOffset.Parse(scene["expires_at"]!.GetValue<string>()) > DateTimeOffset.Parse(scene["created_at"]!.GetValue<string>()));

        Assert.Equal(StableJson.Of(scene), StableJson.Of(await server.GetAsync($"/v1/scenes/{id}")));
        Assert.Equal(HttpStatusCode.NoContent, (await server.Client.DeleteAsync($"/v1/scenes/{id}")).StatusCode);
        await Problem.ReadAsync(await server.Client.GetAsync($"/v1/scenes/{id}"), "scene-not-found");
    }

    [Fact]
    public async Task Multipart_and_JSON_are_the_same()
    {
        SceneForm form = SceneForm.MadeUp();
        JsonNode multipart = await DriveAsync(await server.PostAsync("/v1/scenes", form));
        JsonNode json = await DriveAsync(await server.PostAsync("/v1/scenes", form.ToJson().ToJsonString()));
        Assert.Equal(StableJson.Of(multipart), StableJson.Of(json));
    }

    [Fact]
    public async Task The_order_of_cameras_in_the_request_does_not_matter()
    {
        SceneForm form = SceneForm.MadeUp();
        JsonNode first = await DriveAsync(await server.PostAsync("/v1/scenes", form));
        JsonObject reversed = [];
        foreach ((string name, JsonNode? camera) in form.Cameras.Reverse().ToList())
        {
            reversed[name] = camera!.DeepClone();
        }
        form.Scene["rig"]!["cameras"] = reversed;
        form.Images.Reverse();
        JsonNode second = await DriveAsync(await server.PostAsync("/v1/scenes", form));
        Assert.Equal(StableJson.Of(first), StableJson.Of(second));
    }

    [Fact]
    public async Task One_camera_of_any_name_is_enough()
    {
        SceneForm form = SceneForm.MadeUp();
        JsonNode camera = form.Cameras["CAM_FRONT"]!.DeepClone();
        form.Scene["rig"] = new JsonObject { ["cameras"] = new JsonObject { ["windscreen"] = camera } };
        form.Scene.Remove("ego");
        form.Scene.Remove("command");
        SceneForm one = new() { Scene = form.Scene, Images = [form.Image("CAM_FRONT") with { Name = "windscreen" }] };
        JsonNode scene = await server.PostAsync("/v1/scenes", one);
        Assert.Equal("windscreen", Assert.Single(scene["cameras"]!.AsArray())!.GetValue<string>());
        JsonNode plan = await server.PostAsync($"/v1/scenes/{scene["id"]}/plan", "{}");
        Assert.Equal(6, plan["trajectory"]!["points"]!.AsArray().Count);
    }

    [Fact]
    public async Task Frames_of_a_sequence_build_on_each_other_and_an_older_one_is_refused()
    {
        SceneForm form = SceneForm.MadeUp();
        form.Scene["sequence"] = "drive-of-a-test";
        form.Scene["ego"]!["pose"] = JsonNode.Parse("""{ "rotation": [1, 0, 0, 0], "translation": [0, 0, 0] }""");
        form.Scene["timestamp"] = 100.0;
        JsonNode first = await server.PostAsync("/v1/scenes", form);
        Assert.Equal("drive-of-a-test", first["sequence"]!.GetValue<string>());
        Assert.Equal(0, first["history_frames"]!.GetValue<int>());
        Assert.Null(first["seen_motion"]);
        form.Scene["timestamp"] = 100.5;
        form.Scene["ego"]!["pose"]!["translation"] = JsonNode.Parse("[3, 0, 0]");
        JsonNode second = await server.PostAsync("/v1/scenes", form);
        Assert.True(second["history_frames"]!.GetValue<int>() >= 1);
        Assert.InRange(second["seen_motion"]!["speed"]!.GetValue<double>(), -0.5, 0.5); // the same pictures twice, whatever the car says
        Assert.InRange(second["seen_motion"]!["yaw_rate"]!.GetValue<double>(), -0.1, 0.1);
        Assert.True(second["seen_motion"]!["speed_deviation"]!.GetValue<double>() > 0);
        form.Scene["timestamp"] = 100.2;
        HttpResponseMessage stale = await server.Client.PostAsync("/v1/scenes", form.ToMultipart());
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        await Problem.ReadAsync(stale, "stale-frame");
    }

    [Fact]
    public async Task An_idempotency_key_makes_one_scene_of_two_requests()
    {
        string key = Guid.NewGuid().ToString();
        HttpResponseMessage first = await PostAsync(SceneForm.MadeUp(), key);
        HttpResponseMessage again = await PostAsync(SceneForm.MadeUp(), key);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        SceneForm other = SceneForm.MadeUp();
        other.Scene["seed"] = 9;
        HttpResponseMessage reused = await PostAsync(other, key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reused.StatusCode);
        await Problem.ReadAsync(reused, "idempotency-key-reused");
    }

    [Fact]
    public async Task An_answer_streams_to_the_same_text_as_it_has_in_one_piece()
    {
        string id = (await server.PostAsync("/v1/scenes", SceneForm.MadeUp()))["id"]!.GetValue<string>();
        JsonNode whole = await server.PostAsync($"/v1/scenes/{id}/answers", """{ "question": "What is around the car?", "max_tokens": 24 }""");
        List<ServerEvent> events = await ServerEvent.ReadAsync(server, $"/v1/scenes/{id}/answers", """{ "question": "What is around the car?", "max_tokens": 24, "stream": true }""");
        Assert.Equal("done", events[^1].Event);
        Assert.All(events[..^1], item => Assert.Equal("token", item.Event));
        Assert.Equal(Enumerable.Range(0, events.Count - 1), events[..^1].Select(item => item.Data["index"]!.GetValue<int>()));
        Assert.Equal(whole["answer"]!.GetValue<string>(), string.Concat(events[..^1].Select(item => item.Data["text"]!.GetValue<string>())));
        Assert.Equal(StableJson.Of(whole), StableJson.Of(events[^1].Data));
        Assert.Contains(whole["finish_reason"]!.GetValue<string>(), new[] { "stop", "length" });
        Assert.True(whole["usage"]!["scene_tokens"]!.GetValue<int>() > 0);
        Assert.True(whole["usage"]!["completion_tokens"]!.GetValue<int>() > 0);
    }

    [Fact]
    public async Task Sampling_follows_its_seed()
    {
        string id = (await server.PostAsync("/v1/scenes", SceneForm.MadeUp()))["id"]!.GetValue<string>();
        string Ask(int seed) => $$"""{ "messages": [ { "role": "user", "content": "Describe." } ], "max_tokens": 16, "temperature": 1, "top_p": 0.95, "top_k": 50, "seed": {{seed}}, "stop": "###" }""";
        JsonNode first = await server.PostAsync($"/v1/scenes/{id}/answers", Ask(1));
        Assert.Equal(StableJson.Of(first), StableJson.Of(await server.PostAsync($"/v1/scenes/{id}/answers", Ask(1))));
        Assert.Equal(1, first["seed"]!.GetValue<int>());
        Assert.NotEqual(first["answer"]!.GetValue<string>(), (await server.PostAsync($"/v1/scenes/{id}/answers", Ask(2)))["answer"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_plan_streams_its_steps_and_ends_as_it_is_in_one_piece()
    {
        string id = (await server.PostAsync("/v1/scenes", SceneForm.MadeUp()))["id"]!.GetValue<string>();
        HttpResponseMessage withoutBody = await server.Client.PostAsync($"/v1/scenes/{id}/plan", null);
        JsonNode whole = JsonNode.Parse(await withoutBody.Content.ReadAsStringAsync())!;
        List<ServerEvent> events = await ServerEvent.ReadAsync(server, $"/v1/scenes/{id}/plan", """{ "stream": true }""");
        Assert.Equal(["anchor_scores", "denoise_step", "denoise_step", "plan"], events.Select(item => item.Event));
        Assert.Equal(StableJson.Of(whole), StableJson.Of(events[^1].Data));
        Assert.Equal(18, events[0].Data["anchors"]!.AsArray().Count);
        Assert.Equal(18, events[1].Data["trajectories"]!.AsArray().Count);
        Assert.Equal(18, whole["anchors"]!.AsArray().Count);
        Assert.Equal([0.5, 1, 1.5, 2, 2.5, 3], whole["trajectory"]!["times"]!.AsArray().Select(time => time!.GetValue<double>()));
        Assert.Equal(6, whole["trajectory"]!["points"]!.AsArray().Count);
        Assert.Equal(6, whole["trajectory"]!["headings"]!.AsArray().Count);
        Assert.NotEmpty(whole["reason"]!.GetValue<string>());
        Assert.NotEmpty(whole["safety"]!["checks"]!.AsArray());
        Assert.Equal(whole["abstained"]!.GetValue<bool>(), whole["chosen"]!.GetValue<int>() < 0);
    }

    [Fact]
    public async Task What_if_gives_the_baseline_and_the_difference()
    {
        string id = (await server.PostAsync("/v1/scenes", SceneForm.MadeUp()))["id"]!.GetValue<string>();
        JsonNode plan = await server.PostAsync($"/v1/scenes/{id}/plan", """{ "command": "left", "samples": 2, "what_if": { "remove": [ { "center": [0, 0, 1], "size": [60, 60, 6], "yaw": 0.1 } ] } }""");
        Assert.True(plan["difference"]!["removed_queries"]!.GetValue<int>() > 0);
        Assert.Equal(2, plan["samples"]!.AsArray().Count);
        JsonNode without = await server.PostAsync($"/v1/scenes/{id}/plan", """{ "command": "left", "samples": 2 }""");
        Assert.Equal(StableJson.Of(without), StableJson.Of(plan["baseline"]!));
    }

    [Fact]
    public async Task A_client_that_leaves_a_stream_leaves_no_trace()
    {
        server.Log.Entries.Clear();
        string id = (await server.PostAsync("/v1/scenes", SceneForm.MadeUp()))["id"]!.GetValue<string>();
        using HttpRequestMessage request = new(HttpMethod.Post, $"/v1/scenes/{id}/answers")
        {
            Content = new StringContent("""{ "question": "Tell a long story.", "max_tokens": 200, "stream": true }""", Encoding.UTF8, "application/json"),
        };
        using (HttpResponseMessage response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
        {
            await using Stream stream = await response.Content.ReadAsStreamAsync();
            Assert.True(await stream.ReadAsync(new byte[16]) > 0);
        }
        JsonNode next = await server.PostAsync($"/v1/scenes/{id}/answers", """{ "question": "Still there?", "max_tokens": 4 }""");
        Assert.NotNull(next["answer"]);
        Assert.DoesNotContain(server.Log.Entries, entry => entry.Exception is not null || entry.Text.Contains("failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_models_are_listed_in_the_usual_shape()
    {
        JsonNode list = await server.GetAsync("/v1/models");
        Assert.Equal("list", list["object"]!.GetValue<string>());
        JsonNode nano = list["data"]!.AsArray().Single(model => model!["id"]!.GetValue<string>() == "nano")!;
        Assert.Equal("model", nano["object"]!.GetValue<string>());
        Assert.Equal("loaded", nano["status"]!.GetValue<string>());
        Assert.Equal(Nano.Trained, nano["trained"]!.GetValue<bool>());
        Assert.Equal(Nano.Capabilities, nano["capabilities"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.True(nano["created"]!.GetValue<long>() > 0);
        Assert.NotNull(nano["owned_by"]);
        Assert.NotNull(nano["hash"]);
        Assert.NotNull(nano["metrics"]);
    }

    private PackInfo Nano => server.Services.GetRequiredService<PackCatalog>().Open("nano").Info;

    private async Task<JsonNode> DriveAsync(JsonNode scene) => new JsonObject
    {
        ["answer"] = await server.PostAsync($"/v1/scenes/{scene["id"]}/answers", """{ "question": "What is ahead?", "max_tokens": 8 }"""),
        ["occupancy"] = await server.GetAsync($"/v1/scenes/{scene["id"]}/occupancy?horizon=0,3"),
        ["plan"] = await server.PostAsync($"/v1/scenes/{scene["id"]}/plan", "{}"),
        ["scene"] = scene.DeepClone(),
    };

    private async Task<HttpResponseMessage> PostAsync(SceneForm form, string key)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/scenes") { Content = form.ToMultipart() };
        request.Headers.Add("Idempotency-Key", key);
        return await server.Client.SendAsync(request);
    }
}
