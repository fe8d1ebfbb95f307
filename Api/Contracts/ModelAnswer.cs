using VoxPilot.Driving;

namespace VoxPilot.Api.Contracts;

/// <summary>What every answer of a model carries.</summary>
internal abstract record ModelAnswer
{
    /// <summary>The pack that answered.</summary>
    public required PackBody Pack { get; init; }

    /// <summary>False for a pack of random weights, whose answers mean nothing.</summary>
    public required bool Trained { get; init; }

    /// <summary>Seed of everything that was drawn by chance.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Milliseconds by stage; stages that were not part of the work are absent.</summary>
    public required StageTimings Timings { get; init; }
}
