namespace VoxPilot.Jobs.Training;

/// <summary>Learning rate by step: a line up over the warm-up, then half a cosine down (spec/sparseoccvla.md §3.5).</summary>
public static class LearningRateSchedule
{
    /// <summary>Share of the highest rate at a step.</summary>
    /// <param name="config">Length and shape.</param>
    /// <param name="index">Which step, from 0.</param>
    public static double Share(TrainingConfig config, int index)
    {
        ArgumentNullException.ThrowIfNull(config);
        int warmup = Math.Min(config.WarmupSteps, config.Steps);
        if (index < warmup)
        {
            return config.WarmupStart + (1 - config.WarmupStart) * index / warmup;
        }
        double done = Math.Min(1, (index - warmup) / (double)Math.Max(1, config.Steps - 1 - warmup));
        return config.FinalShare + (1 - config.FinalShare) * (1 + Math.Cos(Math.PI * done)) / 2;
    }
}
