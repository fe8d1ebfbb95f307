namespace VoxPilot.Planning;

/// <summary>When noise is added and when the network is called.</summary>
/// <param name="NoiseTime">Training step whose noise the anchors get.</param>
/// <param name="Calls">Training steps at which the network is called; the last answer is the plan.</param>
/// <param name="InferenceSteps">See <see cref="DdimConfig.InferenceSteps"/>: how far a step moves.</param>
public sealed record DenoisingSchedule(int NoiseTime, IReadOnlyList<int> Calls, int InferenceSteps)
{
    /// <summary>The schedule of a sampler, for a schedule of 1000 training steps.</summary>
    public static DenoisingSchedule Of(PlanSampler sampler) => sampler switch
    {
        PlanSampler.DdimCompat => new(8, [20, 0], 1000),
        _ => new(20, [20, 10], 100),
    };
}
