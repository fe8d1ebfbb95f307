namespace VoxPilot.Jobs.Baselines;

/// <summary>How the planner without cameras is built and trained.</summary>
public sealed record EgoMlpOptions
{
    /// <summary>Neurons of each of the two hidden layers (AD-MLP: 512).</summary>
    public int Width { get; init; } = 512;

    /// <summary>Examples of a step.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Passes over the examples at most; the learning rate falls over all of them.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>It stops after so many passes without a better error on the held-back scenes.</summary>
    public int Patience { get; init; } = 12;

    /// <summary>Highest learning rate; it rises over the first pass and falls by half a cosine to a hundredth.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>AdamW's weight decay.</summary>
    public double WeightDecay { get; init; } = 1e-2;

    /// <summary>Share of the scenes that are held back to decide when to stop, 0 to below 1.</summary>
    public double HeldBack { get; init; } = 0.1;

    /// <summary>Decides the start, the order of the examples and the scenes held back.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Refuses numbers that make no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epochs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Patience);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
        ArgumentOutOfRangeException.ThrowIfNegative(HeldBack);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(HeldBack, 1);
    }
}
