using System.Net;
using VoxPilot.Api.Tests.Servers;

namespace VoxPilot.Api.Tests.Hosting;

public sealed class SecondStartTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2020, 2, 2, 2, 2, 2, DateTimeKind.Utc);

    private readonly string data = Directory.CreateTempSubdirectory("voxpilot-second-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_second_start_takes_the_pack_as_it_lies_and_writes_nothing()
    {
        string pack = await StartAsync();
        foreach (string path in Directory.EnumerateFileSystemEntries(data, "*", SearchOption.AllDirectories))
        {
            // What is written again within the clock's step would not show otherwise.
            Directory.SetLastWriteTimeUtc(path, LongAgo);
        }
        List<string> before = Listed();
        Assert.Equal(pack, await StartAsync());
        Assert.Equal(before, Listed());
    }

    private async Task<string> StartAsync()
    {
        await using TestServer server = await TestServer.StartOnAsync(data);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health/ready")).StatusCode);
        return (await server.GetAsync("/v1/models"))["data"]!.ToJsonString();
    }

    // Name, size and time of everything below the data root.
    private List<string> Listed() =>
    [
        .. new DirectoryInfo(data).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(entry => $"{entry.FullName} {(entry as FileInfo)?.Length} {entry.LastWriteTimeUtc:O}")
            .Order(StringComparer.Ordinal),
    ];
}
