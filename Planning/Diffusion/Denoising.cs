namespace VoxPilot.Planning;

/// <summary>
/// Truncated diffusion (spec/sparseoccvla.md §8.4): lightly noised anchors, a few calls of the network, the last answer is the plan.
/// Pure: the network is given.
/// </summary>
/// <param name="sampler">The sampler.</param>
/// <param name="normalisation">Between metres and the diffusion's numbers.</param>
/// <param name="steps">Calls of the network, where the sampler leaves that open.</param>
public sealed class Denoising(PlanSampler sampler, DisplacementNormalisation normalisation, int steps = DenoisingSchedule.PaperSteps)
{
    private readonly DenoisingSchedule schedule = DenoisingSchedule.Of(sampler, steps);
    private readonly DdimScheduler scheduler = new(new() { InferenceSteps = DenoisingSchedule.Of(sampler, steps).InferenceSteps });

    /// <summary>When it adds noise and calls the network.</summary>
    public DenoisingSchedule Schedule => schedule;

    /// <summary>Normalised anchors with noise.</summary>
    public float[] Start(ReadOnlySpan<float> anchors, ReadOnlySpan<float> noise) => scheduler.AddNoise(anchors, noise, schedule.NoiseTime);

    /// <summary>Denoises from a start.</summary>
    /// <param name="start">Normalised displacements.</param>
    /// <param name="network">Clean displacements in metres, from noisy ones in metres and the diffusion's time.</param>
    public IEnumerable<DenoisingCall> Run(float[] start, Func<float[], int, float[]> network)
    {
        float[] x = start;
        foreach (int t in schedule.Calls)
        {
            float[] inside = [.. x.Select(v => Math.Clamp(v, -1, 1))];
            float[] clean = network(normalisation.Denormalise(inside), t);
            float[] normalised = normalisation.Normalise(clean);
            float[] next = scheduler.Step(normalised, t, x).Previous;
            yield return new(t, x, clean, normalised, next);
            x = next;
        }
    }
}

/// <summary>One call of the network.</summary>
/// <param name="Time">The diffusion's time.</param>
/// <param name="Input">The noisy state, normalised.</param>
/// <param name="Clean">What the network answered, metres per step.</param>
/// <param name="Normalised">The same, normalised and clipped.</param>
/// <param name="Next">The state at the next, earlier time.</param>
public sealed record DenoisingCall(int Time, float[] Input, float[] Clean, float[] Normalised, float[] Next);
