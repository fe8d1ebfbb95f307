using VoxPilot.Driving;

namespace VoxPilot.Api.Contracts;

/// <summary>Adapters as the API writes them.</summary>
internal static class AdapterMapping
{
    /// <summary>An adapter.</summary>
    public static AdapterBody ToBody(Adapter adapter, PackInfo pack) => new()
    {
        Name = adapter.Name,
        Pack = SceneMapping.ToBody(pack),
        Origin = adapter.Origin switch
        {
            AdapterOrigin.Pack => "pack",
            AdapterOrigin.Upload => "upload",
            _ => "file",
        },
        File = adapter.File,
        Hash = adapter.Hash,
        Bytes = adapter.Bytes,
        Scale = adapter.Scale,
        LoadedAt = adapter.LoadedAt,
        InUse = adapter.InUse,
    };
}
