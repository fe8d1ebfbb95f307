using VoxPilot.Api.Commands;
using VoxPilot.Api.Hosting;

namespace VoxPilot.Api.Tests.Commands;

/// <summary>A server that cannot start says why in one sentence and ends with 1.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private readonly string? before = Environment.GetEnvironmentVariable(DataRoot.Variable);
    private readonly string data = Directory.CreateTempSubdirectory("voxpilot-serve-").FullName;
    private readonly TextWriter console = Console.Error;
    private readonly StringWriter said = new();

    public ServeCommandTests()
    {
        Environment.SetEnvironmentVariable(DataRoot.Variable, data);
        Console.SetError(said);
    }

    [Fact]
    public Task Without_keys_it_does_not_serve_others() => RefusesAsync("VoxPilot:AllowUnauthenticated", "--urls", "http://0.0.0.0:0");

    [Fact]
    public Task A_limit_out_of_range_is_named() => RefusesAsync("Parts", "--urls", "http://127.0.0.1:0", "--VoxPilot:Limits:Parts=1");

    [Fact]
    public async Task A_data_root_that_another_server_holds_is_left_alone()
    {
        using DataRootLock held = DataRootLock.Take(new(data), "http://localhost:5080", TimeProvider.System);
        await RefusesAsync($"held by process {Environment.ProcessId}", "--urls", "http://127.0.0.1:0");
    }

    public void Dispose()
    {
        Console.SetError(console);
        Environment.SetEnvironmentVariable(DataRoot.Variable, before);
        said.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private async Task RefusesAsync(string reason, params string[] args)
    {
        Assert.Equal(1, await ServeCommand.RunAsync(args));
        string line = Assert.Single(said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("voxpilot: ", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }
}
