using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>Keeps the CAN bus messages of the scenes read last: all key frames of a scene need the same file.</summary>
internal sealed class CanBusCache(DatasetFolder folder)
{
    private const int Capacity = 32;

    private readonly Lock gate = new();
    private readonly Dictionary<string, CanBus?> scenes = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>A scene's messages; null where it has none.</summary>
    /// <exception cref="DatasetException">The file is damaged.</exception>
    public CanBus? Get(string scene, Token sample)
    {
        lock (gate)
        {
            if (scenes.TryGetValue(scene, out CanBus? known))
            {
                return known;
            }
        }
        CanBus? read = folder.Read(CanBus.RelativePosePath(scene), sample, _ => CanBus.Read(folder.Root, scene));
        lock (gate)
        {
            if (scenes.TryAdd(scene, read))
            {
                order.Enqueue(scene);
                if (order.Count > Capacity)
                {
                    scenes.Remove(order.Dequeue());
                }
            }
        }
        return read;
    }
}
