using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;

namespace VoxPilot.Jobs.Tests.Baselines;

/// <summary>A data set in memory, as <see cref="NuScenesDataset"/> gives it: scenes of cars on arcs along a street.</summary>
internal sealed class MadeDrives(int scenes, int perScene, int seed = 1, string prefix = "scene") : IDriveDataset
{
    private int asked, reads;

    public string Name { get; init; } = "made";

    public int Count => scenes * perScene;

    public int Broken { get; init; } = -1;

    public Func<Keyframe, Keyframe> Change { get; init; } = keyframe => keyframe;

    public Func<int, OccupancyGrid> Grid { get; init; } = _ => MadeGrids.Street();

    /// <summary>All parts that were ever asked for.</summary>
    public KeyframeParts Asked => (KeyframeParts)asked;

    public int Reads => reads;

    public string Token(int index) => $"token-{index}";

    public string Scene(int index) => $"{prefix}-{index / perScene}";

    public int IndexInScene(int index) => index % perScene;

    public Keyframe Read(int index, KeyframeParts parts = KeyframeParts.All)
    {
        Interlocked.Or(ref asked, (int)parts);
        Interlocked.Increment(ref reads);
        if (index == Broken)
        {
            throw new DatasetException($"gts/{Token(index)} is missing.", $"gts/{Token(index)}", Token(index));
        }
        Random random = new(seed * 1000 + index);
        (double speed, double acceleration, double turn) = (2 + 8 * random.NextDouble(), random.NextDouble() - 0.5, 0.4 * random.NextDouble() - 0.2);
        EgoState ego = MadeExamples.State(speed, acceleration, turn);
        int inScene = IndexInScene(index);
        return Change(new()
        {
            Token = Token(index),
            Scene = Scene(index),
            Index = inScene,
            Frame = new() { Rig = new([]), Images = [], Ego = inScene == 0 ? ego with { History = [] } : ego, Command = (Command)(index % 3) },
            Future = MadeExamples.Future(speed, acceleration, turn),
            FutureSteps = Math.Min(Trajectory.Steps, perScene - 1 - inScene),
            Occupancy = parts.HasFlag(KeyframeParts.Occupancy) ? new Occ3DLabels(Grid(index), null, null) : null,
        });
    }
}
