using System.Diagnostics;
using System.Text.Json.Nodes;
using VoxPilot.Api.Tests.Jobs;
using VoxPilot.Api.Tests.Servers;
using VoxPilot.Testing;

namespace VoxPilot.Api.Tests.Examples;

/// <summary>examples/curl as a reader runs it.</summary>
public sealed class CurlTests(RealServer fixture, JobServer jobs) : IDisposable
{
    private readonly TestServer server = fixture.Server;
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-curl-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_scene_is_made_asked_and_dropped()
    {
        (int code, string output, string errors) = await RunAsync("scene.sh", server.Url);
        Assert.True(code == 0, errors);
        Assert.Empty(errors);
        string[] lines = output.Split('\n');
        Assert.StartsWith("scene scene-", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("event: done", lines);
        Assert.Contains(lines, line => line.StartsWith("{\"trajectory\"", StringComparison.Ordinal));
        Assert.True(new FileInfo(Path.Combine(folder, "occupancy.npz")).Length > 0);
        Assert.Equal(404, (int)(await server.Client.GetAsync($"/v1/scenes/{lines[0]["scene ".Length..]}")).StatusCode);
    }

    [Fact]
    public async Task The_drive_gives_all_four_parts()
    {
        (int code, string output, string errors) = await RunAsync("drive.sh", server.Url);
        Assert.True(code == 0, errors);
        Assert.Equal(["scene", "answer", "occupancy", "plan"], JsonNode.Parse(output)!.AsObject().Select(part => part.Key));
    }

    [Fact]
    public async Task A_pack_is_trained_promoted_and_asked()
    {
        TestServer trains = await jobs.StartAsync();
        (int code, string output, string errors) = await RunAsync("job.sh", trains.Url, "4", "1", "3");
        Assert.True(code == 0, output + errors);
        string[] lines = output.TrimEnd().Split('\n');
        Assert.StartsWith("job job-", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("\"state\":\"succeeded\"", StringComparison.Ordinal));
        Assert.Equal("in service: mine", lines[^2]);
        Assert.Equal("answered by: mine", lines[^1]);
        Assert.True((await jobs.PostAsync("/v1/models/load", new JsonObject { ["model"] = "nano" })).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("job.sh")]
    [InlineData("scene.sh")]
    [InlineData("drive.sh")]
    public async Task Without_a_server_they_say_so(string script)
    {
        (int code, _, string errors) = await RunAsync(script, new("http://127.0.0.1:1/"));
        Assert.NotEqual(0, code);
        Assert.Contains("127.0.0.1", errors, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string script, Uri url, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl") && File.Exists("/bin/bash"), "These examples need bash and curl.");
        using Process bash = new()
        {
            StartInfo = new("/bin/bash", [RepositoryRoot.At($"examples/curl/{script}"), .. arguments])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["VOXPILOT_URL"] = url.ToString().TrimEnd('/') },
            },
        };
        bash.Start();
        Task<string> output = bash.StandardOutput.ReadToEndAsync(), errors = bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return (bash.ExitCode, await output, await errors);
    }
}
