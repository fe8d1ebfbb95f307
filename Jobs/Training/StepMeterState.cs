namespace VoxPilot.Jobs.Training;

/// <summary>What a meter has added up since the last line of the log, so that a run that goes on in between writes the same line.</summary>
internal sealed record StepMeterState
{
    /// <summary>Sums by term.</summary>
    public required IReadOnlyDictionary<string, double> Sums { get; init; }

    /// <summary>How many batches had each term.</summary>
    public required IReadOnlyDictionary<string, int> Times { get; init; }

    /// <summary>Time by part of a step, in ticks.</summary>
    public required IReadOnlyDictionary<string, long> Ticks { get; init; }

    /// <summary>Sum of the losses.</summary>
    public required double Loss { get; init; }

    /// <summary>Sum of the gradients' norms.</summary>
    public required double Norm { get; init; }

    /// <summary>Batches.</summary>
    public required int Batches { get; init; }

    /// <summary>Steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Samples.</summary>
    public required int Samples { get; init; }
}
