namespace VoxPilot.Driving.Tests.Service;

/// <summary>A service on the untrained nano pack, shared by the tests of a class; the pack is made once for all.</summary>
public sealed class NanoFixture : IAsyncLifetime
{
    private static readonly Lazy<string> Root = new(() =>
    {
        string folder = Directory.CreateTempSubdirectory("voxpilot-nano-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });

    /// <summary>Where the pack lies.</summary>
    public static PackCatalog Catalog => new(Path.Combine(Root.Value, "home"), Path.Combine(Root.Value, "data"));

    /// <summary>The service.</summary>
    public DrivingService Service { get; private set; } = null!;

    /// <summary>Another service on the same pack.</summary>
    public static async Task<DrivingService> StartAsync(DrivingServiceOptions? options = null, TimeProvider? time = null)
    {
        DrivingService service = DrivingService.Start(options ?? new(), Catalog, time);
        await service.Ready;
        return service;
    }

    public async ValueTask InitializeAsync() => Service = await StartAsync();

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
