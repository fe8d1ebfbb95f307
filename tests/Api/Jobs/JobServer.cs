using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using VoxPilot.Api.Tests.Servers;

[assembly: AssemblyFixture(typeof(VoxPilot.Api.Tests.Jobs.JobServer))]

namespace VoxPilot.Api.Tests.Jobs;

/// <summary>A server for tests of jobs, with a small data set of the world that a job of its own has made.</summary>
public sealed class JobServer : IAsyncDisposable
{
    /// <summary>The data set: two scenes, eight key frames each.</summary>
    public const string Town = "town";

    private readonly SemaphoreSlim gate = new(1);
    private TestServer? server;

    /// <summary>A short training from the parameters of which everything in the tests starts.</summary>
    internal static JsonObject Short(int steps) => new()
    {
        ["data"] = new JsonArray(Town), ["steps"] = steps, ["batch"] = 2, ["previews"] = 10, ["checkpoints"] = 1e-3, ["seed"] = 3,
    };

    internal async Task<TestServer> StartAsync()
    {
        await gate.WaitAsync();
        try
        {
            if (server is null)
            {
                server = await TestServer.StartAsync("--VoxPilot:Jobs:Worker:BeatSeconds=0.1", "--VoxPilot:Jobs:Worker:SweepSeconds=0.2");
                JsonNode job = await QueueAsync(new() { ["kind"] = "world", ["parameters"] = new JsonObject { ["dataset"] = Town, ["scenes"] = 2, ["seconds"] = 4, ["seed"] = 21 } });
                JsonNode done = await EndAsync(Id(job));
                Assert.True(done["state"]!.GetValue<string>() == "succeeded", done.ToJsonString());
            }
            return server;
        }
        finally
        {
            gate.Release();
        }
    }

    internal static string Id(JsonNode job) => job["id"]!.GetValue<string>();

    internal static string State(JsonNode job) => job["state"]!.GetValue<string>();

    /// <summary>Queues a job that is taken.</summary>
    internal async Task<JsonNode> QueueAsync(JsonObject job)
    {
        HttpResponseMessage response = await PostAsync("/v1/jobs", job);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, text);
        return JsonNode.Parse(text)!;
    }

    internal Task<HttpResponseMessage> PostAsync(string path, JsonNode? body = null) =>
        server!.Client.PostAsync(path, body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));

    internal async Task<JsonNode> JobAsync(string id) => await server!.GetAsync($"/v1/jobs/{id}");

    /// <summary>Waits until something is true of a job.</summary>
    internal async Task<JsonNode> UntilAsync(string id, Func<JsonNode, bool> reached)
    {
        while (true)
        {
            JsonNode job = await JobAsync(id);
            if (reached(job))
            {
                return job;
            }
            Assert.False(State(job) is "failed" or "cancelled" or "succeeded", job.ToJsonString());
            await Task.Delay(50);
        }
    }

    /// <summary>Waits for a job's end.</summary>
    internal Task<JsonNode> EndAsync(string id) => UntilAsync(id, job => State(job) is "failed" or "cancelled" or "succeeded");

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
        gate.Dispose();
    }
}
