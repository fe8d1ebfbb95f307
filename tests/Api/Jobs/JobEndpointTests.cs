using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using VoxPilot.Api.Jobs;
using VoxPilot.Api.Tests.Servers;
using static VoxPilot.Api.Tests.Jobs.JobServer;

namespace VoxPilot.Api.Tests.Jobs;

/// <summary>Jobs over HTTP: real trainings of some steps, in processes of their own.</summary>
public sealed class JobEndpointTests(JobServer jobs) : IAsyncLifetime
{
    private TestServer server = null!;

    public async ValueTask InitializeAsync() => server = await jobs.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_job_is_queued_watched_and_leaves_what_it_made()
    {
        JsonNode queued = await jobs.QueueAsync(new() { ["kind"] = "dense2d", ["name"] = "sight", ["parameters"] = Short(20) });
        string id = Id(queued);
        Assert.Contains("./voxpilot train dense2d --data $VOXPILOT_DATA/datasets/town", queued["command"]!.GetValue<string>(), StringComparison.Ordinal);
        List<(long Id, string Event, JsonNode Data)> events = await EventsAsync(id, null);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(e => e.Id));
        Assert.Equal(["queued", "running", "succeeded"], events.Where(e => e.Event == "state").Select(e => e.Data["state"]!.GetValue<string>()));
        Assert.Equal([10, 20], events.Where(e => e.Event == "progress").Select(e => e.Data["step"]!.GetValue<int>()));
        Assert.All(events.Where(e => e.Event == "progress"), e => Assert.True(double.IsFinite(e.Data["losses"]!["loss"]!.GetValue<double>())));
        JsonNode preview = events.First(e => e.Event == "preview").Data;
        Assert.Contains(preview["artifacts"]!.AsArray(), name => name!.GetValue<string>() == "previews/step-0000010.png");
        Assert.Contains(events, e => e.Event == "log" && e.Data["line"]!.GetValue<string>().StartsWith("checkpoint at step", StringComparison.Ordinal));

        // Taken up in the middle: the rest, and nothing twice.
        Assert.Equal(events.Skip(5).Select(e => e.Id), (await EventsAsync(id, "5")).Select(e => e.Id));

        JsonNode job = await jobs.JobAsync(id);
        Assert.Equal(("succeeded", 20, 1), (State(job), job["progress"]!["step"]!.GetValue<int>(), job["attempt"]!.GetValue<int>()));
        Assert.True(job["promotable"]!.GetValue<bool>());
        Assert.True(job["losses"]!["loss"] is not null && job["started_at"] is not null && job["ended_at"] is not null);
        JsonNode metrics = await server.GetAsync($"/v1/jobs/{id}/metrics");
        Assert.Equal([10, 20], metrics["series"]!["loss"]!.AsArray().Select(point => point![0]!.GetValue<double>()));

        string[] files = [.. (await server.GetAsync($"/v1/jobs/{id}/artifacts")).AsArray().Select(file => file!["name"]!.GetValue<string>())];
        Assert.All((string[])["results/pack/pack.json", "previews/step-0000020.png", "curve.png", "losses.jsonl"], name => Assert.Contains(name, files));
        HttpResponseMessage image = await server.Client.GetAsync($"/v1/jobs/{id}/artifacts/previews/step-0000010.png");
        Assert.Equal(("image/png", 0x89), (image.Content.Headers.ContentType!.MediaType, (await image.Content.ReadAsByteArrayAsync())[0]));
        foreach (string wrong in (string[])["nothing.txt", "..%2F..%2Fjobs.db", "checkpoints/step-0000020/state.json", "log.txt"])
        {
            await Problem.ReadAsync(await server.Client.GetAsync($"/v1/jobs/{id}/artifacts/{wrong}"), "artifact-not-found");
        }

        string log = await server.Client.GetStringAsync($"/v1/jobs/{id}/log");
        Assert.Contains("--- attempt 1", log, StringComparison.Ordinal);
        using HttpRequestMessage end = new(HttpMethod.Get, $"/v1/jobs/{id}/log");
        end.Headers.Range = new RangeHeaderValue(null, 10);
        HttpResponseMessage tail = await server.Client.SendAsync(end);
        Assert.Equal((HttpStatusCode.PartialContent, log[^10..]), (tail.StatusCode, await tail.Content.ReadAsStringAsync()));

        JsonArray hub = await Hub.CallAsync(server, new JsonArray(Hub.Call("WatchJob", id, null), Hub.Call("WatchJob", "job-none", null)));
        Assert.Equal(events.Select(e => e.Event), Hub.Events(hub[0]!.AsArray()));
        Problem.Check(hub[1]![0]!["data"]!, "job-not-found", 404);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_listed_at_once_and_nothing_is_queued()
    {
        int before = (await server.GetAsync("/v1/jobs?limit=200"))["data"]!.AsArray().Count;
        HttpResponseMessage response = await jobs.PostAsync("/v1/jobs", new JsonObject
        {
            ["chain"] = new JsonArray(
                new JsonObject
                {
                    ["kind"] = "occupancy",
                    ["preset"] = "huge",
                    ["parameters"] = new JsonObject
                    {
                        ["data"] = new JsonArray("nowhere"), ["steps"] = 0, ["rate"] = "fast", ["lerning_rate"] = 1, ["from"] = "no-such-pack", ["device"] = "abacus",
                        ["set"] = new JsonObject { ["loss.nonsense"] = 1, ["loss.unseen_weight"] = "much" },
                    },
                },
                new JsonObject { ["kind"] = "llm.finetune", ["name"] = "occupancy", ["after"] = new JsonArray("@later"), ["parameters"] = new JsonObject { ["questions"] = new JsonArray(1) } },
                new JsonObject { ["kind"] = "magic" },
                new JsonObject { ["kind"] = "evaluate", ["parameters"] = new JsonObject { ["data"] = Town, ["tasks"] = new JsonArray("guessing"), ["degrade"] = new JsonArray("fog=3"), ["pack"] = "--out" } }),
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        JsonNode problem = await Problem.ReadAsync(response, "invalid-input");
        string[] expected =
        [
            "chain[0].preset", "chain[0].parameters.data", "chain[0].parameters.steps", "chain[0].parameters.rate", "chain[0].parameters.lerning_rate", "chain[0].parameters.from",
            "chain[0].parameters.device", "chain[0].parameters.set.loss.nonsense", "chain[0].parameters.set.loss.unseen_weight", "chain[1].name", "chain[1].after",
            "chain[1].parameters.data", "chain[1].parameters.questions", "chain[2].kind", "chain[3].parameters.tasks", "chain[3].parameters.degrade", "chain[3].parameters.pack",
        ];
        Assert.Equal(expected.Order(), problem["errors"]!.AsObject().Select(error => error.Key).Order());
        Assert.Equal(before, (await server.GetAsync("/v1/jobs?limit=200"))["data"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_key_queues_once_and_lists_are_filtered_and_paged()
    {
        JsonObject body = new() { ["chain"] = new JsonArray(Job("a"), Job("b"), Job("c")) };
        string[] first = await ChainAsync(body), again = await ChainAsync(body);
        Assert.Equal(first, again);
        using HttpRequestMessage other = Keyed(new() { ["chain"] = new JsonArray(Job("a"), Job("x"), Job("c")) });
        await Problem.ReadAsync(await server.Client.SendAsync(other), "idempotency-key-reused");
        Assert.Equal([first[0]], (await jobs.JobAsync(first[1]))["after"]!.AsArray().Select(id => id!.GetValue<string>()));

        JsonNode page = await server.GetAsync("/v1/jobs?kind=sqs&limit=2");
        Assert.Equal(["c", "b"], Names(page));
        Assert.Equal(["a"], Names(await server.GetAsync($"/v1/jobs?kind=sqs&limit=2&before={page["next"]}")));
        foreach (string id in first.Reverse())
        {
            Assert.Equal(HttpStatusCode.Accepted, (await jobs.PostAsync($"/v1/jobs/{id}/cancel")).StatusCode);
        }
        await jobs.EndAsync(first[0]);
        Assert.Equal(3, Names(await server.GetAsync("/v1/jobs?kind=sqs&state=cancelled,failed")).Length);
        await Problem.ReadAsync(await server.Client.GetAsync("/v1/jobs?state=asleep&limit=0"), "invalid-input");
        await Problem.ReadAsync(await server.Client.GetAsync("/v1/jobs/job-0000000000000000"), "job-not-found");

        static JsonObject Job(string name) => new() { ["kind"] = "sqs", ["name"] = name, ["parameters"] = Short(500) };
        static string[] Names(JsonNode page) => [.. page["data"]!.AsArray().Select(job => job!["name"]!.GetValue<string>())];
        static HttpRequestMessage Keyed(JsonObject body)
        {
            HttpRequestMessage request = new(HttpMethod.Post, "/v1/jobs") { Content = new StringContent(body.ToJsonString(), mediaType: new("application/json")) };
            request.Headers.Add("Idempotency-Key", "three-jobs");
            return request;
        }
        async Task<string[]> ChainAsync(JsonObject body)
        {
            using HttpRequestMessage request = Keyed(body);
            HttpResponseMessage response = await server.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            return [.. JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!.AsArray().Select(job => Id(job!))];
        }
    }

    [Fact]
    public async Task Cancelled_and_resumed_it_ends_as_one_that_never_stopped()
    {
        JsonObject asked = new() { ["kind"] = "dense2d", ["name"] = "stopped", ["parameters"] = Short(60) };
        string whole = Id(await jobs.QueueAsync(asked)), stopped = Id(await jobs.QueueAsync(asked));
        await jobs.UntilAsync(stopped, job => job["progress"]?["step"]?.GetValue<int>() >= 10);
        await Problem.ReadAsync(await jobs.PostAsync($"/v1/jobs/{stopped}/promote"), "job-conflict");
        await Problem.ReadAsync(await jobs.PostAsync($"/v1/jobs/{stopped}/resume"), "job-conflict");
        await jobs.PostAsync($"/v1/jobs/{stopped}/cancel");
        JsonNode cancelled = await jobs.UntilAsync(stopped, job => State(job) == "cancelled");
        Assert.InRange(cancelled["progress"]!["step"]!.GetValue<int>(), 10, 59);
        await jobs.PostAsync($"/v1/jobs/{stopped}/resume");
        JsonNode done = await jobs.EndAsync(stopped);
        Assert.Equal(("succeeded", 2), (State(done), done["attempt"]!.GetValue<int>()));
        Assert.Equal(["cancelled", "succeeded"], done["runs"]!.AsArray().Select(run => run!["outcome"]!.GetValue<string>()));
        Assert.Equal("succeeded", State(await jobs.EndAsync(whole)));
        await SameAsync(whole, stopped);
        JsonNode compared = await server.GetAsync($"/v1/jobs/{whole}/compare?with={stopped}");
        Assert.All(compared["figures"]!.AsArray(), figure => Assert.Equal(figure!["a"]!.GetValue<double>(), figure["b"]!.GetValue<double>()));
    }

    [Fact]
    public async Task A_run_that_is_killed_goes_on_from_its_checkpoint()
    {
        JsonObject asked = new() { ["kind"] = "dense2d", ["name"] = "killed", ["parameters"] = Short(60) };
        string whole = Id(await jobs.QueueAsync(asked)), killed = Id(await jobs.QueueAsync(asked));
        await jobs.UntilAsync(killed, job => job["progress"]?["step"]?.GetValue<int>() >= 20);
        Assert.True(ChildProcesses.Kill(killed), "There was no process to kill.");
        JsonNode done = await jobs.EndAsync(killed);
        Assert.Equal(("succeeded", 2), (State(done), done["attempt"]!.GetValue<int>()));
        Assert.Contains(await EventsAsync(killed, null), e => e.Event == "state" && e.Data["reason"]?.GetValue<string>().Contains("killed from outside", StringComparison.Ordinal) == true);
        await SameAsync(whole, killed);
    }

    [Fact]
    public async Task A_run_that_cannot_go_on_says_why_and_takes_its_chain_with_it()
    {
        JsonNode chain = await jobs.QueueAsync(new()
        {
            ["chain"] = new JsonArray(
                new JsonObject { ["kind"] = "joint", ["name"] = "too early", ["parameters"] = Short(2) },
                new JsonObject { ["kind"] = "evaluate", ["name"] = "measure", ["parameters"] = new JsonObject { ["pack"] = "@too early", ["data"] = Town } }),
        });
        string[] ids = [.. chain["data"]!.AsArray().Select(job => Id(job!))];
        JsonNode failed = await jobs.EndAsync(ids[0]);
        Assert.Equal("failed", State(failed));
        Assert.Contains("aligned", failed["error"]!.GetValue<string>(), StringComparison.Ordinal); // the stage's own sentence
        JsonNode after = await jobs.EndAsync(ids[1]);
        Assert.Equal("cancelled", State(after));
        Assert.Contains(ids[0], after["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_has_gone_is_named()
    {
        string datasets = server.Services.GetRequiredService<JobFolders>().Datasets, copy = Path.Combine(datasets, "moved");
        Directory.Move(Path.Combine(datasets, Town), copy);
        try
        {
            JsonNode failed = await jobs.EndAsync(Id(await jobs.QueueAsync(new() { ["kind"] = "dense2d", ["name"] = "no data", ["parameters"] = Short(2) })));
            Assert.Equal("failed", State(failed));
            Assert.Contains("datasets/town", failed["error"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.DoesNotContain('\n', failed["error"]!.GetValue<string>());
        }
        finally
        {
            Directory.Move(copy, Path.Combine(datasets, Town));
        }
    }

    [Fact]
    public async Task A_chain_measures_what_it_trained_and_two_measurements_are_compared()
    {
        JsonNode chain = await jobs.QueueAsync(new()
        {
            ["chain"] = new JsonArray(
                new JsonObject { ["kind"] = "dense2d", ["name"] = "sight", ["parameters"] = Short(2) },
                new JsonObject { ["kind"] = "evaluate", ["name"] = "measure", ["parameters"] = Measure("@sight") }),
        });
        string ours = Id(chain["data"]![1]!), theirs = Id(await jobs.QueueAsync(new() { ["kind"] = "evaluate", ["parameters"] = Measure("nano") }));
        Assert.Equal("succeeded", State(await jobs.EndAsync(ours)));
        Assert.Equal("succeeded", State(await jobs.EndAsync(theirs)));
        JsonNode compared = await server.GetAsync($"/v1/jobs/{ours}/compare?with={theirs}");
        JsonNode miou = compared["measures"]!.AsArray().First(measure => measure!["title"]!.GetValue<string>().Contains("mIoU", StringComparison.Ordinal))!;
        Assert.True(miou["difference"] is not null && miou["low"] is not null && miou["verdict"] is not null, miou.ToJsonString());
        HttpResponseMessage page = await server.Client.GetAsync($"/v1/jobs/{ours}/artifacts/results/report.html");
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        await Problem.ReadAsync(await jobs.PostAsync($"/v1/jobs/{ours}/promote"), "job-conflict");

        static JsonObject Measure(string pack) => new() { ["pack"] = pack, ["data"] = Town, ["tasks"] = new JsonArray("occupancy"), ["baselines"] = false, ["limit"] = 16 };
    }

    [Fact]
    public async Task A_pack_is_promoted_and_taken_back_while_it_is_asked()
    {
        string id = Id(await jobs.QueueAsync(new() { ["kind"] = "dense2d", ["name"] = "promoted", ["parameters"] = Short(2) }));
        Assert.Equal("succeeded", State(await jobs.EndAsync(id)));
        JsonNode scene = await server.PostAsync("/v1/scenes", SceneForm.MadeUp());
        using CancellationTokenSource over = new();
        Task<int> asked = Task.Run(async () =>
        {
            int count = 0;
            while (!over.IsCancellationRequested)
            {
                JsonNode drive = await server.PostAsync("/v1/drive", SceneForm.MadeUp());
                Assert.NotNull(drive["plan"]);
                count++;
            }
            return count;
        });
        JsonNode answer = await ReadAsync(await jobs.PostAsync($"/v1/jobs/{id}/promote"));
        Assert.Equal(("promoted", "loaded", "nano"), (answer["model"]!["id"]!.GetValue<string>(), answer["model"]!["status"]!.GetValue<string>(), answer["before"]!.GetValue<string>()));
        Assert.Equal("promoted", (await server.PostAsync("/v1/scenes", SceneForm.MadeUp()))["pack"]!["name"]!.GetValue<string>());
        // A scene of before is answered by the pack that made it.
        Assert.Equal("nano", (await server.PostAsync($"/v1/scenes/{scene["id"]}/plan", "{}"))["pack"]!["name"]!.GetValue<string>());
        Assert.Contains((await server.GetAsync("/v1/models"))["data"]!.AsArray(), model => model!["id"]!.GetValue<string>() == "promoted" && model["status"]!.GetValue<string>() == "loaded");
        await Problem.ReadAsync(await jobs.PostAsync("/v1/models/load", new JsonObject { ["model"] = "no-such" }), "invalid-input");
        JsonNode back = await ReadAsync(await jobs.PostAsync("/v1/models/load", new JsonObject { ["model"] = "nano" }));
        Assert.Equal(("nano", "promoted"), (back["model"]!["id"]!.GetValue<string>(), back["before"]!.GetValue<string>()));
        await over.CancelAsync();
        Assert.True(await asked > 0);
        await Problem.ReadAsync(await jobs.PostAsync($"/v1/jobs/{id}/promote", new JsonObject { ["name"] = "nano" }), "pack-exists");

        static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
        {
            string text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, text);
            return JsonNode.Parse(text)!;
        }
    }

    private async Task SameAsync(string a, string b)
    {
        Assert.Equal((await server.GetAsync($"/v1/jobs/{a}/metrics")).ToJsonString(), (await server.GetAsync($"/v1/jobs/{b}/metrics")).ToJsonString());
        Assert.Equal(await WeightsAsync(a), await WeightsAsync(b));
    }

    private Task<byte[]> WeightsAsync(string id) => server.Client.GetByteArrayAsync($"/v1/jobs/{id}/artifacts/results/pack/perception.safetensors");

    private async Task<List<(long Id, string Event, JsonNode Data)>> EventsAsync(string id, string? last)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"/v1/jobs/{id}/events");
        if (last is not null)
        {
            request.Headers.Add("Last-Event-ID", last);
        }
        using HttpResponseMessage response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.Content.Headers.ContentType?.MediaType == "text/event-stream", text);
        return
        [
            .. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(block => block.Split('\n')).Select(lines =>
                (long.Parse(lines[0]["id: ".Length..], System.Globalization.CultureInfo.InvariantCulture), lines[1]["event: ".Length..], JsonNode.Parse(lines[2]["data: ".Length..])!)),
        ];
    }
}
