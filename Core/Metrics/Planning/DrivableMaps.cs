using System.Collections.Concurrent;

using VoxPilot.Core.Formats.NuScenes.Maps;

namespace VoxPilot.Core.Metrics.Planning;

/// <summary>The drivable areas of a data set's locations (<c>maps/expansion/&lt;location&gt;.json</c>), each read once. Several threads may ask at once.</summary>
public sealed class DrivableMaps
{
    private readonly string folder;
    private readonly ConcurrentDictionary<string, Lazy<DrivableMap?>> maps = new(StringComparer.Ordinal);

    /// <summary>Of a data set's folder.</summary>
    public DrivableMaps(string folder) => this.folder = folder;

    /// <summary>The map of a location; null where the data set has none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public DrivableMap? Of(string? location) => location is null ? null : maps.GetOrAdd(location, name => new(() => Read(name))).Value;

    private DrivableMap? Read(string location)
    {
        // A location is a name, never a way out of the data set's folder.
        string path = Path.Combine(folder, MapExpansion.RelativePath(Path.GetFileName(location)));
        return File.Exists(path) ? DrivableMap.Read(path) : null;
    }
}
