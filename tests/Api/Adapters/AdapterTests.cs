using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using VoxPilot.Api.Tests.Servers;

namespace VoxPilot.Api.Tests.Adapters;

/// <summary>Adapters over HTTP: loaded, listed, chosen per question, dropped.</summary>
public sealed class AdapterTests(RealServer fixture) : IAsyncLifetime
{
    private readonly TestServer server = fixture.Server;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (JsonNode? adapter in (await server.GetAsync("/v1/adapters"))["data"]!.AsArray())
        {
            await server.Client.DeleteAsync($"/v1/adapters/{adapter!["name"]}");
        }
        Directory.Delete(MadeAdapter.Folder(server), recursive: true);
    }

    [Fact]
    public async Task A_file_is_loaded_listed_and_dropped()
    {
        string path = MadeAdapter.Write(server, "weather/rain.gguf", 1);
        HttpResponseMessage created = await PostAsync("""{ "name": "rain", "file": "weather/rain.gguf", "scale": 0.5 }""");
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("/v1/adapters/rain", created.Headers.Location!.ToString());
        JsonNode adapter = JsonNode.Parse(await created.Content.ReadAsStringAsync())!;
        Assert.Equal("rain", adapter["name"]!.GetValue<string>());
        Assert.Equal("file", adapter["origin"]!.GetValue<string>());
        Assert.Equal("weather/rain.gguf", adapter["file"]!.GetValue<string>());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))), adapter["hash"]!.GetValue<string>());
        Assert.Equal(new FileInfo(path).Length, adapter["bytes"]!.GetValue<long>());
        Assert.Equal(0.5, adapter["scale"]!.GetValue<double>());
        Assert.Equal(0, adapter["in_use"]!.GetValue<int>());
        Assert.NotNull(adapter["loaded_at"]);
        Assert.Equal("nano", adapter["pack"]!["name"]!.GetValue<string>());

        Assert.Equal(adapter.ToJsonString(), (await server.GetAsync("/v1/adapters/rain")).ToJsonString());
        JsonNode list = await server.GetAsync("/v1/adapters");
        Assert.Equal("list", list["object"]!.GetValue<string>());
        Assert.Equal(adapter.ToJsonString(), Assert.Single(list["data"]!.AsArray())!.ToJsonString());

        await Problem.ReadAsync(await PostAsync("""{ "name": "rain", "file": "weather/rain.gguf" }"""), "adapter-exists");
        Assert.Equal(HttpStatusCode.NoContent, (await server.Client.DeleteAsync("/v1/adapters/rain")).StatusCode);
        Assert.True(File.Exists(path));
        await Problem.ReadAsync(await server.Client.DeleteAsync("/v1/adapters/rain"), "adapter-not-found");
        await Problem.ReadAsync(await server.Client.GetAsync("/v1/adapters/rain"), "adapter-not-found");
        Assert.Empty((await server.GetAsync("/v1/adapters"))["data"]!.AsArray());
    }

    [Fact]
    public async Task An_upload_is_loaded_and_leaves_no_file()
    {
        string path = MadeAdapter.Write(server, "rain.gguf", 1);
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        HttpResponseMessage created = await server.Client.PostAsync("/v1/adapters", Form(bytes, ("name", "rain"), ("scale", "0.25")));
        Assert.True(created.StatusCode == HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        JsonNode adapter = await server.GetAsync("/v1/adapters/rain");
        Assert.Equal("upload", adapter["origin"]!.GetValue<string>());
        Assert.Null(adapter["file"]);
        Assert.Equal((bytes.Length, 0.25), (adapter["bytes"]!.GetValue<int>(), adapter["scale"]!.GetValue<double>()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(MadeAdapter.Folder(server)));
        await SceneAsync();
        Assert.Equal("rain", (await AskAsync("rain"))["adapter"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_same_Idempotency_Key_loads_once()
    {
        MadeAdapter.Write(server, "rain.gguf", 1);
        string key = Guid.NewGuid().ToString();
        JsonNode[] bodies = [.. await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ => JsonNode.Parse(await (await PostAsync("""{ "name": "rain", "file": "rain.gguf" }""", key)).Content.ReadAsStringAsync())!))];
        Assert.All(bodies, body => Assert.Equal(bodies[0].ToJsonString(), body.ToJsonString()));
        Assert.Equal("rain", bodies[0]["name"]!.GetValue<string>());
        await Problem.ReadAsync(await PostAsync("""{ "name": "fog", "file": "rain.gguf" }""", key), "idempotency-key-reused");
    }

    [Fact]
    public async Task A_question_chooses_its_adapter_and_others_stay_as_they_were()
    {
        await SceneAsync();
        string plain = StableJson.Of(await AskAsync(null));
        Assert.DoesNotContain("\"adapter\"", plain, StringComparison.Ordinal);
        await LoadAsync("night", 1);
        await LoadAsync("rain", 2);
        string night = StableJson.Of(await AskAsync("night")), rain = StableJson.Of(await AskAsync("rain"));
        Assert.Contains("\"adapter\":\"night\"", night, StringComparison.Ordinal);
        Assert.Equal(3, new[] { plain, night, rain }.Select(text => JsonNode.Parse(text)!["answer"]!.GetValue<string>()).Distinct().Count());

        JsonNode[] together = await Task.WhenAll(((string?[])[null, "night", "rain", "night", null, "rain"]).Select(AskAsync));
        Assert.Equal([plain, night, rain, night, plain, rain], together.Select(StableJson.Of));
        List<ServerEvent> events = await ServerEvent.ReadAsync(server, "/v1/scenes/latest/answers", Question("night", stream: true));
        Assert.Equal(night, StableJson.Of(events[^1].Data));
        Assert.Equal(JsonNode.Parse(night)!["answer"]!.GetValue<string>(), string.Concat(events[..^1].Select(item => item.Data["text"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_drive_answers_with_its_adapter_and_plans_without()
    {
        SceneForm form = SceneForm.MadeUp();
        form.Scene["ask"] = "What is ahead?";
        JsonNode plain = await server.PostAsync("/v1/drive", form);
        await LoadAsync("night", 1);
        form.Scene["adapter"] = "night";
        JsonNode adapted = await server.PostAsync("/v1/drive", form);
        Assert.Equal("night", adapted["answer"]!["adapter"]!.GetValue<string>());
        Assert.NotEqual(plain["answer"]!["answer"]!.GetValue<string>(), adapted["answer"]!["answer"]!.GetValue<string>());
        Assert.Equal(StableJson.Of(plain["plan"]!), StableJson.Of(adapted["plan"]!));
        Assert.Equal(StableJson.Of(plain["occupancy"]!), StableJson.Of(adapted["occupancy"]!));
    }

    [Fact]
    public async Task The_hub_takes_an_adapter_too()
    {
        await SceneAsync();
        await LoadAsync("night", 1);
        JsonNode expected = await AskAsync("night");
        JsonObject options = JsonNode.Parse(Question("night"))!.AsObject(), unknown = JsonNode.Parse(Question("fog"))!.AsObject();
        options.Remove("question");
        JsonArray streams = await Hub.CallAsync(server, new JsonArray(Hub.Call("Ask", "latest", "What is ahead?", options), Hub.Call("Ask", "latest", "What is ahead?", unknown)));
        Assert.Equal(StableJson.Of(expected), StableJson.Of(streams[0]!.AsArray()[^1]!["data"]!));
        Problem.Check(Assert.Single(streams[1]!.AsArray())!["data"]!, "invalid-input", 422);
    }

    [Fact]
    public async Task Dropped_during_an_answer_it_serves_that_to_its_end()
    {
        await SceneAsync();
        await LoadAsync("night", 1);
        List<ServerEvent> undisturbed = await ServerEvent.ReadAsync(server, "/v1/scenes/latest/answers", Question("night", stream: true, tokens: 300));
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/scenes/latest/answers") { Content = new StringContent(Question("night", stream: true, tokens: 300), Encoding.UTF8, "application/json") };
        using HttpResponseMessage response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Client.DeleteAsync("/v1/adapters/night")).StatusCode);
        await Problem.ReadAsync(await AnswerAsync("night"), "invalid-input");
        string text = await response.Content.ReadAsStringAsync();
        JsonNode done = JsonNode.Parse(text.TrimEnd().Split("\ndata: ")[^1])!;
        Assert.Equal(StableJson.Of(undisturbed[^1].Data), StableJson.Of(done));
        await LoadAsync("night", 1);
        Assert.Equal(StableJson.Of(done), StableJson.Of(JsonNode.Parse(await (await AnswerAsync("night", 300)).Content.ReadAsStringAsync())!));
    }

    [Fact]
    public async Task An_unknown_adapter_is_answered_with_those_that_are_loaded()
    {
        await SceneAsync();
        await LoadAsync("night", 1);
        JsonNode problem = await Problem.ReadAsync(await AnswerAsync("fog"), "invalid-input");
        Assert.Contains("loaded are night", problem["errors"]!["adapter"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        SceneForm form = SceneForm.MadeUp();
        form.Scene["adapter"] = "fog";
        await Problem.ReadAsync(await server.Client.PostAsync("/v1/drive", form.ToMultipart()), "invalid-input");
    }

    internal static MultipartFormDataContent Form(byte[]? file, params (string Name, string Value)[] texts)
    {
        MultipartFormDataContent form = [];
        foreach ((string name, string value) in texts)
        {
            form.Add(new StringContent(value), name);
        }
        if (file is not null)
        {
            ByteArrayContent content = new(file);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(content, "file", "../../evil.gguf");
        }
        return form;
    }

    private static string Question(string? adapter, bool stream = false, int tokens = 24)
    {
        JsonObject question = new() { ["question"] = "What is ahead?", ["max_tokens"] = tokens, ["temperature"] = 1, ["seed"] = 4, ["stream"] = stream };
        if (adapter is not null)
        {
            question["adapter"] = adapter;
        }
        return question.ToJsonString();
    }

    private Task<JsonNode> SceneAsync() => server.PostAsync("/v1/scenes", SceneForm.MadeUp());

    private Task<JsonNode> AskAsync(string? adapter) => server.PostAsync("/v1/scenes/latest/answers", Question(adapter));

    private Task<HttpResponseMessage> AnswerAsync(string adapter, int tokens = 24) =>
        server.Client.PostAsync("/v1/scenes/latest/answers", new StringContent(Question(adapter, tokens: tokens), Encoding.UTF8, "application/json"));

    private Task<JsonNode> LoadAsync(string name, int seed)
    {
        MadeAdapter.Write(server, $"{name}.gguf", seed);
        return server.PostAsync("/v1/adapters", $$"""{ "name": "{{name}}", "file": "{{name}}.gguf" }""");
    }

    private Task<HttpResponseMessage> PostAsync(string json, string? key = null)
    {
        StringContent content = new(json, Encoding.UTF8, "application/json");
        if (key is not null)
        {
            content.Headers.Add("Idempotency-Key", key);
        }
        return server.Client.PostAsync("/v1/adapters", content);
    }
}
