namespace VoxPilot.Planning;

/// <summary>A noise schedule and how to walk it backwards. The defaults are the planner's (spec/sparseoccvla.md §8.3).</summary>
public sealed record DdimConfig
{
    /// <summary>T, steps of training.</summary>
    public int TrainSteps { get; init; } = 1000;

    /// <summary>Steps that inference would need from T to 0: one call moves T / n training steps down.</summary>
    public int InferenceSteps { get; init; } = 1000;

    /// <summary>β of step 0.</summary>
    public double BetaStart { get; init; } = 1e-4;

    /// <summary>β of the last step.</summary>
    public double BetaEnd { get; init; } = 0.02;

    /// <summary>How β grows.</summary>
    public BetaSchedule Schedule { get; init; } = BetaSchedule.ScaledLinear;

    /// <summary>What the network gives.</summary>
    public DiffusionTarget Target { get; init; } = DiffusionTarget.Sample;

    /// <summary>Which steps <see cref="DdimScheduler.Timesteps"/> lists.</summary>
    public TimestepSpacing Spacing { get; init; } = TimestepSpacing.Leading;

    /// <summary>Added to every listed step with leading spacing.</summary>
    public int StepsOffset { get; init; }

    /// <summary>Keep the predicted x₀ in [−1, 1].</summary>
    public bool ClipSample { get; init; } = true;

    /// <summary>ᾱ before step 0 is 1; else it is ᾱ₀.</summary>
    public bool FinalAlphaIsOne { get; init; } = true;

    /// <summary>Stretch the schedule so that ᾱ of the last step is 0.</summary>
    public bool ZeroTerminalSnr { get; init; }

    /// <summary>Divide each predicted x₀ by its <see cref="ThresholdQuantile"/>, instead of clipping at 1.</summary>
    public bool DynamicThreshold { get; init; }

    /// <summary>Quantile of |x₀| for the dynamic threshold.</summary>
    public double ThresholdQuantile { get; init; } = 0.995;

    /// <summary>Highest dynamic threshold.</summary>
    public double MaximumThreshold { get; init; } = 1;

    /// <summary>η: 0 is deterministic (DDIM), 1 draws as much noise as DDPM.</summary>
    public double Eta { get; init; }
}
