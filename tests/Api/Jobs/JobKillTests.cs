using System.Text.Json.Nodes;
using VoxPilot.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace VoxPilot.Api.Tests.Jobs;

/// <summary>Runs, servers and the database are killed at random moments of a short training; it ends in the same weights and the same rows as one that nothing happened to.</summary>
public sealed class JobKillTests(PostgresServer postgres) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-kill-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public Task Whatever_is_killed_a_training_ends_as_if_nothing_had_happened() => KillAsync(4, 80);

    [Fact]
    [Trait("Category", "Slow")]
    public Task Twenty_kills_leave_no_trace_either() => KillAsync(20, 400);

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Two_servers_share_twenty_jobs_and_one_takes_over_what_the_other_leaves()
    {
        string[] shared =
        [
            $"--VoxPilot:Jobs:Postgres={await postgres.CreateDatabaseAsync()}", $"--VoxPilot:Jobs:Folder={folder}", "--VoxPilot:Jobs:Worker:BeatSeconds=0.2",
            "--VoxPilot:Jobs:Worker:SweepSeconds=0.2", "--VoxPilot:Jobs:Worker:SilenceSeconds=3",
        ];
        using ServerProcess a = new(Directory.CreateDirectory(Path.Combine(folder, "a")).FullName, shared), b = new(Directory.CreateDirectory(Path.Combine(folder, "b")).FullName, shared);
        await Task.WhenAll(a.StartAsync(), b.StartAsync());
        List<string> ids = [];
        for (int i = 0; i < 20; i++)
        {
            ids.Add(await a.QueueAsync(new() { ["kind"] = "world", ["parameters"] = new JsonObject { ["dataset"] = $"town-{i}", ["scenes"] = 1, ["seconds"] = 1, ["seed"] = i } }));
        }
        await a.SucceedAsync(ids[4]);
        await b.KillAsync(); // in the middle of what it does
        foreach (string id in ids)
        {
            JsonNode job = await a.SucceedAsync(id);
            Assert.InRange(job["attempt"]!.GetValue<int>(), 1, 2);
        }
        JsonNode datasets = (await a.TryGetAsync("/v1/datasets"))!;
        Assert.Equal(20, datasets["data"]!.AsArray().Count);
        Assert.Contains("attempt 1 begins", b.Output, StringComparison.Ordinal);
        Assert.Contains("attempt 1 begins", a.Output, StringComparison.Ordinal);
    }

    private async Task KillAsync(int kills, int steps)
    {
        string database = await postgres.CreateDatabaseAsync();
        using ServerProcess server = new(
            folder, $"--VoxPilot:Jobs:Postgres={database}", "--VoxPilot:Jobs:Worker:BeatSeconds=0.2", "--VoxPilot:Jobs:Worker:SweepSeconds=0.2", "--VoxPilot:Jobs:Worker:MostKills=100");
        await server.StartAsync();
        await server.SucceedAsync(await server.QueueAsync(new()
        {
            ["kind"] = "world", ["parameters"] = new JsonObject { ["dataset"] = JobServer.Town, ["scenes"] = 2, ["seconds"] = 4, ["seed"] = 21 },
        }));
        JsonObject asked = new() { ["kind"] = "dense2d", ["parameters"] = JobServer.Short(steps) };
        string whole = await server.QueueAsync(asked);
        await server.SucceedAsync(whole);

        string broken = await server.QueueAsync(asked);
        Random random = new(kills);
        int children = 0;
        for (int i = 0; i < kills; i++)
        {
            await WorksAsync(server, broken);
            await Task.Delay(random.Next(1500));
            switch (i % 4)
            {
                case 0 or 2:
                    children += ChildProcesses.Kill(broken) ? 1 : 0;
                    break;
                case 1:
                    await server.KillAsync();
                    await ChildProcesses.GoneAsync(broken); // with the pipe's end, and without anybody's word
                    await server.StartAsync();
                    break;
                case 3:
                    await postgres.StopAsync();
                    await Task.Delay(random.Next(1000));
                    await postgres.StartAgainAsync();
                    break;
            }
        }
        JsonNode done = await server.SucceedAsync(broken);
        Assert.True(children > 0 && done["attempt"]!.GetValue<int>() > 1, done.ToJsonString());
        Assert.Equal((await server.TryGetAsync($"/v1/jobs/{whole}/metrics"))!.ToJsonString(), (await server.TryGetAsync($"/v1/jobs/{broken}/metrics"))!.ToJsonString());
        const string Weights = "artifacts/results/pack/perception.safetensors";
        Assert.Equal(await server.BytesAsync($"/v1/jobs/{whole}/{Weights}"), await server.BytesAsync($"/v1/jobs/{broken}/{Weights}"));
        JsonNode all = (await server.TryGetAsync($"/v1/jobs?kind=dense2d"))!;
        Assert.Equal(2, all["data"]!.AsArray().Count);
    }

    // Until it runs, or has come to its end in the meantime.
    private static async Task WorksAsync(ServerProcess server, string job)
    {
        while (await server.TryGetAsync($"/v1/jobs/{job}") is not { } state || JobServer.State(state) == "queued")
        {
            await Task.Delay(50);
        }
    }
}
