using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using VoxPilot.Testing;

namespace VoxPilot.Api.Tests.Jobs;

/// <summary>A server in a process of its own, so that it can be killed.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly string data;
    private readonly string[] settings;
    private readonly HttpClient client;
    private readonly StringBuilder output = new();
    private Process? process;

    /// <summary>One that is yet to be started.</summary>
    /// <param name="data">Its data root.</param>
    /// <param name="settings">Configuration: --VoxPilot:….</param>
    public ServerProcess(string data, params string[] settings)
    {
        (this.data, this.settings) = (data, settings);
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        client = new() { BaseAddress = new($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}"), Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>What it has printed.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Starts it, and waits until it takes jobs.</summary>
    public async Task StartAsync()
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        ProcessStartInfo start = new(dotnet, [Path.Combine(AppContext.BaseDirectory, "VoxPilot.Api.dll"), "serve", "--urls", client.BaseAddress!.ToString(), .. settings])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = data,
        };
        start.Environment["VOXPILOT_DATA"] = data;
        start.Environment["VOXPILOT_HOME"] = RepositoryRoot.Folder;
        process = Process.Start(start)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (true)
        {
            try
            {
                if ((await client.GetAsync("/v1/jobs")).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                Assert.False(process.HasExited, Output); // it does not listen yet
            }
            await Task.Delay(50);
        }
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Queues a job.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> QueueAsync(JsonObject job)
    {
        HttpResponseMessage response = await client.PostAsync("/v1/jobs", new StringContent(job.ToJsonString(), Encoding.UTF8, "application/json"));
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, text);
        return JobServer.Id(JsonNode.Parse(text)!);
    }

    /// <summary>A path's JSON; null where the server says that its store is away.</summary>
    public async Task<JsonNode?> TryGetAsync(string path)
    {
        HttpResponseMessage response = await client.GetAsync(path);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.ServiceUnavailable, text);
        return response.IsSuccessStatusCode ? JsonNode.Parse(text) : null;
    }

    /// <summary>A file.</summary>
    public Task<byte[]> BytesAsync(string path) => client.GetByteArrayAsync(path);

    /// <summary>Waits until a job succeeds.</summary>
    public async Task<JsonNode> SucceedAsync(string id)
    {
        while (true)
        {
            if (await TryGetAsync($"/v1/jobs/{id}") is { } job)
            {
                Assert.False(JobServer.State(job) is "failed" or "cancelled", $"{job.ToJsonString()}\n{Output}");
                if (JobServer.State(job) == "succeeded")
                {
                    return job;
                }
            }
            await Task.Delay(50);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (process is not null)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        client.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
        {
            output.AppendLine(line.Data);
        }
    }
}
