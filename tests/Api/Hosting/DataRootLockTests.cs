using VoxPilot.Api.Hosting;

namespace VoxPilot.Api.Tests.Hosting;

public sealed class DataRootLockTests : IDisposable
{
    private readonly DataRoot root = new(Directory.CreateTempSubdirectory("voxpilot-lock-").FullName);

    [Fact]
    public void A_second_server_on_the_same_root_is_told_who_holds_it()
    {
        using DataRootLock first = DataRootLock.Take(root, "http://localhost:5080", TimeProvider.System);
        StartupException fault = Assert.Throws<StartupException>(() => DataRootLock.Take(root, "http://localhost:5081", TimeProvider.System));
        Assert.Contains(root.Path, fault.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("http://localhost:5080", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_root_is_free_again_when_its_server_has_ended()
    {
        DataRootLock.Take(root, "http://localhost:5080", TimeProvider.System).Dispose();
        using DataRootLock second = DataRootLock.Take(root, "http://localhost:5081", TimeProvider.System);
        Assert.Contains("http://localhost:5081", File.ReadAllText(Path.Combine(root.Path, DataRootLock.HolderFile)), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(root.Path, recursive: true);
}
