using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using VoxPilot.Api.Tests.Servers;
using VoxPilot.Driving;

namespace VoxPilot.Api.Tests.Problems;

/// <summary>What a client sees when the fault is not its own.</summary>
public sealed class ServerFaultTests : IAsyncDisposable
{
    private readonly FakeDrivingService driving = new();

    public ValueTask DisposeAsync() => driving.DisposeAsync();

    [Fact]
    public async Task A_full_queue_answers_503_with_Retry_After()
    {
        driving.Fault = new OverloadedException("device", 64, TimeSpan.FromSeconds(2.2));
        await using TestServer server = await TestServer.StartAsync(driving);
        HttpResponseMessage response = await server.Client.PostAsync("/v1/scenes", SceneForm.MadeUp().ToMultipart());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(3), response.Headers.RetryAfter!.Delta);
        await Problem.ReadAsync(response, "overloaded");
    }

    [Fact]
    public async Task A_stale_frame_answers_409()
    {
        driving.Fault = new StaleFrameException("drive-17", 10, 11);
        await using TestServer server = await TestServer.StartAsync(driving);
        HttpResponseMessage response = await server.Client.PostAsync("/v1/scenes", SceneForm.MadeUp().ToMultipart());
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        JsonNode problem = await Problem.ReadAsync(response, "stale-frame");
        Assert.NotNull(problem["errors"]!["timestamp"]);
    }

    [Fact]
    public async Task A_defect_answers_500_without_its_text_and_logs_one_line_with_the_trace_id()
    {
        driving.Fault = new InvalidOperationException("secret inner state");
        await using TestServer server = await TestServer.StartAsync(driving);
        HttpResponseMessage response = await server.Client.PostAsync("/v1/scenes", SceneForm.MadeUp().ToMultipart());
        JsonNode problem = await Problem.ReadAsync(response, "internal-error");
        Assert.DoesNotContain("secret", problem.ToJsonString(), StringComparison.Ordinal);
        CollectedLog.Entry line = Assert.Single(server.Log.Entries, entry => entry.Level >= LogLevel.Error);
        Assert.Contains("secret inner state", line.Text, StringComparison.Ordinal);
        Assert.Contains(problem["trace_id"]!.GetValue<string>(), line.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "answers", """{ "question": "x?" }""")]
    [InlineData("POST", "answers", """{ "question": "x?", "stream": true }""")]
    [InlineData("POST", "plan", "{}")]
    [InlineData("POST", "plan", """{ "stream": true }""")]
    [InlineData("GET", "occupancy", null)]
    [InlineData("GET", "occupancy?format=npz", null)]
    public async Task A_defect_behind_a_scene_logs_one_line_without_a_stack_trace(string method, string route, string? json)
    {
        await using TestServer server = await TestServer.StartAsync(driving);
        await server.PostAsync("/v1/scenes", SceneForm.MadeUp());
        driving.Fault = new InvalidOperationException("secret inner\nstate");
        server.Log.Entries.Clear();
        using HttpRequestMessage request = new(new(method), $"/v1/scenes/latest/{route}");
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        string text = await (await server.Client.SendAsync(request)).Content.ReadAsStringAsync();
        Assert.Contains("internal-error", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        CollectedLog.Entry line = Assert.Single(server.Log.Entries, entry => entry.Level >= LogLevel.Warning);
        Assert.Contains("secret inner state", line.Text, StringComparison.Ordinal);
        Assert.All(server.Log.Entries, entry => Assert.Null(entry.Exception));
        Assert.All(server.Log.Entries, entry => Assert.DoesNotContain('\n', entry.Text));
    }

    [Fact]
    public async Task While_the_model_loads_health_says_how_far_and_model_routes_answer_503()
    {
        driving.Progress = new(false, "language", 0.4);
        await using TestServer server = await TestServer.StartAsync(driving);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health/live")).StatusCode);
        HttpResponseMessage ready = await server.Client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        JsonNode body = JsonNode.Parse(await ready.Content.ReadAsStringAsync())!;
        Assert.Equal("language", body["loading"]!.GetValue<string>());
        Assert.Equal(0.4, body["progress"]!.GetValue<double>());
        foreach ((HttpMethod method, string path) in new[]
        {
            (HttpMethod.Post, "/v1/scenes"), (HttpMethod.Post, "/v1/drive"), (HttpMethod.Get, "/v1/scenes/latest"),
            (HttpMethod.Post, "/v1/scenes/latest/answers"), (HttpMethod.Post, "/v1/scenes/latest/plan"), (HttpMethod.Get, "/v1/scenes/latest/occupancy"),
        })
        {
            HttpResponseMessage refused = await server.Client.SendAsync(new(method, path));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            await Problem.ReadAsync(refused, "model-loading");
        }
        driving.Progress = new(true, "ready", 1);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task A_model_that_could_not_be_loaded_says_why()
    {
        driving.Progress = new(false, "failed", 0, "planner.safetensors: the tensor x has shape (1), (2) is expected.");
        await using TestServer server = await TestServer.StartAsync(driving);
        string ready = await (await server.Client.GetAsync("/health/ready")).Content.ReadAsStringAsync();
        Assert.Contains("planner.safetensors", ready, StringComparison.Ordinal);
        HttpResponseMessage refused = await server.Client.GetAsync("/v1/scenes/latest");
        JsonNode problem = await Problem.ReadAsync(refused, "model-unavailable");
        Assert.Contains("planner.safetensors", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_scene_is_told_from_one_that_never_was()
    {
        await using TestServer server = await TestServer.StartAsync(driving);
        await server.PostAsync("/v1/scenes", SceneForm.MadeUp());
        driving.Expired = true;
        HttpResponseMessage expired = await server.Client.GetAsync("/v1/scenes/scene-1");
        Assert.Equal(HttpStatusCode.Gone, expired.StatusCode);
        await Problem.ReadAsync(expired, "scene-expired");
        HttpResponseMessage unknown = await server.Client.GetAsync("/v1/scenes/scene-2");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        await Problem.ReadAsync(unknown, "scene-not-found");
    }

    [Fact]
    public async Task A_stream_that_fails_ends_with_an_error_event()
    {
        await using TestServer server = await TestServer.StartAsync(driving);
        await server.PostAsync("/v1/scenes", SceneForm.MadeUp());
        driving.Fault = new InvalidOperationException("secret inner state");
        List<ServerEvent> events = await ServerEvent.ReadAsync(server, "/v1/scenes/latest/answers", """{ "question": "x?", "stream": true }""");
        Assert.Equal(["token", "token", "error"], events.Select(item => item.Event));
        Problem.Check(events[2].Data, "internal-error", 500);
        Assert.DoesNotContain("secret", events[2].Data.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_before_the_first_event_is_a_problem_with_its_own_status()
    {
        await using TestServer server = await TestServer.StartAsync(driving);
        await server.PostAsync("/v1/scenes", SceneForm.MadeUp());
        driving.Tokens = [];
        driving.Fault = new OverloadedException("language", 8, TimeSpan.FromSeconds(1));
        HttpResponseMessage response = await server.Client.PostAsync(
            "/v1/scenes/latest/answers", new StringContent("""{ "question": "x?", "stream": true }""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        await Problem.ReadAsync(response, "overloaded");
    }
}
