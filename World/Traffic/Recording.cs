using VoxPilot.World.Towns;

namespace VoxPilot.World.Traffic;

/// <summary>A drive through a town: everything that moved, step by step.</summary>
public sealed record Recording
{
    /// <summary>Seconds between moments.</summary>
    public const double StepSeconds = 0.05;

    /// <summary>Moments between key frames (2 Hz).</summary>
    public const int StepsPerKeyframe = 10;

    /// <summary>What town and traffic were made from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The town.</summary>
    public required Town Town { get; init; }

    /// <summary>Sky and light.</summary>
    public required Weather Weather { get; init; }

    /// <summary>All agents that appear in any moment; standing things of the town come first, in the town's order.</summary>
    public required IReadOnlyList<AgentModel> Agents { get; init; }

    /// <summary>The lanes of our own car's route, in order.</summary>
    public required IReadOnlyList<int> Route { get; init; }

    /// <summary>Moment i is at i · <see cref="StepSeconds"/>.</summary>
    public required IReadOnlyList<Moment> Moments { get; init; }

    /// <summary>Moments that are key frames: 0, 10, 20 …</summary>
    public IEnumerable<int> Keyframes => Enumerable.Range(0, (Moments.Count - 1) / StepsPerKeyframe + 1).Select(i => i * StepsPerKeyframe);
}
