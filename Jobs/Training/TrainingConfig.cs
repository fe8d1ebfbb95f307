using System.ComponentModel.DataAnnotations;

namespace VoxPilot.Jobs.Training;

/// <summary>How a stage learns: everything of <see cref="TrainingLoop{TBatch}"/> that is data. Kept beside a run as config.json.</summary>
public sealed record TrainingConfig
{
    /// <summary>Steps of the optimiser.</summary>
    public required int Steps { get; init; }

    /// <summary>Samples of a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Batches whose gradients are averaged before a step.</summary>
    public int Accumulation { get; init; } = 1;

    /// <summary>Highest learning rate; a part may take a share of it (<see cref="TrainedPart"/>).</summary>
    public double LearningRate { get; init; } = 2e-4;

    /// <summary>AdamW's decay.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Steps over which the rate rises, in a line.</summary>
    public int WarmupSteps { get; init; } = 500;

    /// <summary>Share of the rate at the first step.</summary>
    public double WarmupStart { get; init; } = 1.0 / 3;

    /// <summary>Share of the rate at the last step, where half a cosine ends.</summary>
    public double FinalShare { get; init; } = 1e-3;

    /// <summary>Longest gradient (Euclidean norm over all parameters).</summary>
    public double ClipNorm { get; init; } = 5;

    /// <summary>Decay of the weights' moving average per step, which is what a pack gets; 0: none is kept.</summary>
    public double AverageDecay { get; init; } = 0.999;

    /// <summary>Type of matrix products and convolutions; losses are in single precision always.</summary>
    public TrainingPrecision Precision { get; init; } = TrainingPrecision.Full;

    /// <summary>Seed of weights, order, augmentation, dropout and noise.</summary>
    public ulong Seed { get; init; }

    /// <summary>Minutes between checkpoints.</summary>
    public double CheckpointMinutes { get; init; } = 10;

    /// <summary>Steps between previews; 0: none.</summary>
    public int PreviewSteps { get; init; } = 500;

    /// <summary>Steps that a line of the loss log stands for (the mean over them).</summary>
    public int LogSteps { get; init; } = 10;

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ValidationException">An option is out of range; the message names it.</exception>
    public void Validate()
    {
        Check(Steps >= 1, nameof(Steps), Steps, "1 or more");
        Check(BatchSize >= 1, nameof(BatchSize), BatchSize, "1 or more");
        Check(Accumulation >= 1, nameof(Accumulation), Accumulation, "1 or more");
        Check(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "a number above 0");
        Check(WeightDecay >= 0 && double.IsFinite(WeightDecay), nameof(WeightDecay), WeightDecay, "0 or more");
        Check(WarmupSteps >= 0, nameof(WarmupSteps), WarmupSteps, "0 or more");
        Check(WarmupStart is >= 0 and <= 1, nameof(WarmupStart), WarmupStart, "a share, 0 to 1");
        Check(FinalShare is >= 0 and <= 1, nameof(FinalShare), FinalShare, "a share, 0 to 1");
        Check(ClipNorm > 0, nameof(ClipNorm), ClipNorm, "above 0");
        Check(AverageDecay is >= 0 and < 1, nameof(AverageDecay), AverageDecay, "0 up to, not with, 1");
        Check(CheckpointMinutes > 0, nameof(CheckpointMinutes), CheckpointMinutes, "above 0");
        Check(PreviewSteps >= 0, nameof(PreviewSteps), PreviewSteps, "0 or more");
        Check(LogSteps >= 1, nameof(LogSteps), LogSteps, "1 or more");
    }

    private static void Check(bool holds, string name, double value, string expected)
    {
        if (!holds)
        {
            throw new ValidationException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} is {value}; {expected} is expected."));
        }
    }
}
