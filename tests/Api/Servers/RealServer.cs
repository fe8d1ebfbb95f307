using VoxPilot.Testing;

[assembly: AssemblyFixture(typeof(VoxPilot.Api.Tests.Servers.RealServer))]

namespace VoxPilot.Api.Tests.Servers;

/// <summary>One server for all tests: the real model on an untrained nano pack, behind real Kestrel.</summary>
public sealed class RealServer : IAsyncLifetime
{
    internal TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync($"--VoxPilot:Samples:Real={RealData.Root}");

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
