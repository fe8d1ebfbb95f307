using System.Collections.Concurrent;

using VoxPilot.Core.Datasets;

namespace VoxPilot.Core.Tests.Datasets;

/// <summary>A data set in memory: scenes of equal length, made once.</summary>
internal sealed class MadeDataset : IDriveDataset
{
    private static readonly ConcurrentDictionary<(int, int, int, int), Lazy<Keyframe[]>> Made = [];

    private readonly int perScene;
    private readonly Keyframe[] keyframes;
    private int reads;

    public MadeDataset(int scenes, int perScene, int width = 64, int height = 36)
    {
        this.perScene = perScene;
        keyframes = Made.GetOrAdd((scenes, perScene, width, height), new Lazy<Keyframe[]>(() =>
        {
            Random random = new(11);
            return [.. Enumerable.Range(0, scenes * perScene).Select(i =>
                MadeKeyframes.Make(random, $"token{i}", $"scene{i / perScene}", i % perScene, width, height))];
        })).Value;
    }

    public string Name => "made";

    public int Count => keyframes.Length;

    /// <summary>Key frames that cannot be read.</summary>
    public HashSet<int> Broken { get; } = [];

    /// <summary>Replaces what is read.</summary>
    public Func<int, Keyframe, Keyframe> Change { get; set; } = (_, keyframe) => keyframe;

    public int Reads => reads;

    public string Token(int index) => $"token{index}";

    public string Scene(int index) => $"scene{index / perScene}";

    public int IndexInScene(int index) => index % perScene;

    public Keyframe Read(int index, KeyframeParts parts = KeyframeParts.All)
    {
        Interlocked.Increment(ref reads);
        if (Broken.Contains(index))
        {
            throw new DatasetException($"samples/{Token(index)}.jpg is missing.", $"samples/{Token(index)}.jpg", Token(index));
        }
        Keyframe all = keyframes[index];
        return Change(index, all with
        {
            Frame = parts.HasFlag(KeyframeParts.Images) ? all.Frame : all.Frame with { Images = [] },
            Lidar = parts.HasFlag(KeyframeParts.Lidar) ? all.Lidar : null,
            Boxes = parts.HasFlag(KeyframeParts.Boxes) ? all.Boxes : [],
            Occupancy = parts.HasFlag(KeyframeParts.Occupancy) ? all.Occupancy : null,
            Dense = parts.HasFlag(KeyframeParts.Dense) ? all.Dense : null,
            CanBus = parts.HasFlag(KeyframeParts.CanBus) ? all.CanBus : null,
            Questions = parts.HasFlag(KeyframeParts.Questions) ? all.Questions : null,
        });
    }
}
