using VoxPilot.Core.Datasets.Loading;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// What a checkpoint keeps beside tensors. The generators need no place: torch's own is seeded anew at each step, from the run's seed and the
/// step, and so are all others.
/// </summary>
internal sealed record RunState
{
    /// <summary>Steps done.</summary>
    public required int Step { get; init; }

    /// <summary>Where the data goes on.</summary>
    public required LoaderPosition Position { get; init; }

    /// <summary>Seconds trained so far.</summary>
    public required double Seconds { get; init; }

    /// <summary>Seed of the run, to be the same when it goes on.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Name of the stage.</summary>
    public required string Stage { get; init; }

    /// <summary>What belongs to the next line of the log; null in checkpoints of before this was kept.</summary>
    public StepMeterState? Meter { get; init; }
}
