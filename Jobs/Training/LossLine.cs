namespace VoxPilot.Jobs.Training;

/// <summary>One line of a run's losses.jsonl: means over the steps since the line before. snake_case in the file.</summary>
public sealed record LossLine
{
    /// <summary>Steps done when it was written.</summary>
    public required int Step { get; init; }

    /// <summary>Epoch of the last batch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>Seconds of training since the run began, those before a resumption included.</summary>
    public required double Seconds { get; init; }

    /// <summary>Learning rate of the last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Euclidean norm of the gradients before clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>Samples per second.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>Shares of the time: data, forward, backward, optimiser.</summary>
    public required IReadOnlyDictionary<string, double> Shares { get; init; }

    /// <summary>Sum of the minimised terms.</summary>
    public required double Loss { get; init; }

    /// <summary>Each term by its name, in the order of the stage; watched figures too.</summary>
    public required IReadOnlyDictionary<string, double> Terms { get; init; }
}
