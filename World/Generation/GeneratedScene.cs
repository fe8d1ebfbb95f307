using VoxPilot.Core;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Generation;

/// <summary>A scene while its key frames are made.</summary>
internal sealed class GeneratedScene
{
    public GeneratedScene(int index, ulong seed, Recording recording, int attempts, Rig rig)
    {
        (Index, Recording, Attempts) = (index, recording, attempts);
        Names = new(seed);
        Export = new(recording, rig, Names);
        Moments = [.. recording.Keyframes];
        Boxes = new IReadOnlyList<BoxTruth>[Moments.Count];
        Town = new(recording.Town);
    }

    /// <summary>Position in the data set.</summary>
    public int Index { get; }

    public Recording Recording { get; }

    /// <summary>Drives that were simulated until one went well.</summary>
    public int Attempts { get; }

    public SceneNames Names { get; }

    public NuScenesExport Export { get; }

    public TownModel Town { get; }

    /// <summary>Moment of each key frame.</summary>
    public IReadOnlyList<int> Moments { get; }

    /// <summary>Boxes of each key frame, filled in as they are made.</summary>
    public IReadOnlyList<BoxTruth>[] Boxes { get; }
}
