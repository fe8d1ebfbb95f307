using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using VoxPilot.Api.Hosting;
using VoxPilot.Driving;
using VoxPilot.Testing;

namespace VoxPilot.Api.Tests.Servers;

/// <summary>The host as it is served, on a free port of this machine, with a data root of its own.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string? ownData;

    private TestServer(WebApplication app, string? ownData, CollectedLog log)
    {
        this.app = app;
        this.ownData = ownData;
        Log = log;
        Url = new(app.Urls.First());
        Client = new() { BaseAddress = Url, Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Client { get; }

    public Uri Url { get; }

    public CollectedLog Log { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Starts a server with the real model, an untrained nano pack, and waits until it answers.</summary>
    public static async Task<TestServer> StartAsync(params string[] settings) => await LoadedAsync(await StartAsync(driving: null, settings));

    /// <summary>The same on a data root that is there already and stays.</summary>
    public static async Task<TestServer> StartOnAsync(string data, params string[] settings) => await LoadedAsync(await StartAsync(data, owned: false, driving: null, settings));

    /// <summary>Starts a server around another model; for faults that the real one cannot be brought to.</summary>
    public static Task<TestServer> StartAsync(IDrivingService? driving, params string[] settings) =>
        StartAsync(Directory.CreateTempSubdirectory("voxpilot-api-").FullName, owned: true, driving, settings);

    private static async Task<TestServer> StartAsync(string data, bool owned, IDrivingService? driving, string[] settings)
    {
        CollectedLog log = new();
        string[] args = ["--urls=http://127.0.0.1:0", .. settings];
        WebApplication app = VoxPilotHost.Build(RepositoryRoot.Folder, new(data), args, builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            if (driving is not null)
            {
                builder.Services.Replace(ServiceDescriptor.Singleton(driving));
            }
        });
        await app.StartAsync();
        return new(app, owned ? data : null, log);
    }

    private static async Task<TestServer> LoadedAsync(TestServer server)
    {
        await server.Services.GetRequiredService<IDrivingService>().Ready;
        return server;
    }

    public async Task<JsonNode> GetAsync(string path) => await ReadAsync(await Client.GetAsync(path));

    public async Task<JsonNode> PostAsync(string path, string json) =>
        await ReadAsync(await Client.PostAsync(path, new StringContent(json, mediaType: new("application/json"))));

    public async Task<JsonNode> PostAsync(string path, SceneForm form) => await ReadAsync(await Client.PostAsync(path, form.ToMultipart()));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync(); // what runs in it ends in good order
        await app.DisposeAsync();
        if (ownData is not null)
        {
            Directory.Delete(ownData, recursive: true);
        }
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, $"{response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }
}
