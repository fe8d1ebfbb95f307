namespace VoxPilot.Planning;

/// <summary>When noise is added and when the network is called.</summary>
/// <param name="NoiseTime">Training step whose noise the anchors get.</param>
/// <param name="Calls">Training steps at which the network is called; the last answer is the plan.</param>
/// <param name="InferenceSteps">See <see cref="DdimConfig.InferenceSteps"/>: how far a step moves.</param>
public sealed record DenoisingSchedule(int NoiseTime, IReadOnlyList<int> Calls, int InferenceSteps)
{
    /// <summary>Calls of the network where nothing else is said (the paper's).</summary>
    public const int PaperSteps = 2;

    private const int Start = 20, TrainSteps = 1000; // the diffusion's time of the noise, and the steps of its schedule

    /// <summary>Whether a number of calls divides the way from the noise to clean into equal steps.</summary>
    public static bool Divides(int steps) => steps >= 1 && Start % steps == 0;

    /// <summary>The schedule of a sampler, for a schedule of 1000 training steps.</summary>
    /// <param name="sampler">The sampler.</param>
    /// <param name="steps">Calls of the network by <see cref="PlanSampler.Ddim"/>, at even distances from t = 20 on; the other has two always.</param>
    /// <exception cref="ArgumentOutOfRangeException">So many calls are not evenly spread.</exception>
    public static DenoisingSchedule Of(PlanSampler sampler, int steps = PaperSteps)
    {
        if (!Divides(steps))
        {
            throw new ArgumentOutOfRangeException(nameof(steps), steps, $"The calls of the network must divide {Start}: 1, 2, 4, 5, 10 or 20.");
        }
        int apart = Start / steps;
        return sampler == PlanSampler.DdimCompat
            ? new(8, [Start, 0], TrainSteps)
            : new(Start, [.. Enumerable.Range(0, steps).Select(i => Start - i * apart)], TrainSteps / apart);
    }
}
