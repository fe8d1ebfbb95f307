namespace VoxPilot.Planning;

/// <summary>
/// Denoising diffusion implicit models (Song et al. 2021): adds noise, and goes one step back. Pure; the loop stands where it is called.
/// Single precision in the order of diffusers' scheduling_ddim.py, so that its numbers come out.
/// </summary>
public sealed class DdimScheduler
{
    private readonly float[] cumulativeAlphas;
    private readonly float finalAlpha;

    /// <summary>Computes the schedule.</summary>
    public DdimScheduler(DdimConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config;
        cumulativeAlphas = NoiseSchedule.CumulativeAlphas(config);
        finalAlpha = config.FinalAlphaIsOne ? 1 : cumulativeAlphas[0];
    }

    /// <summary>The configuration.</summary>
    public DdimConfig Config { get; }

    /// <summary>ᾱ of every training step.</summary>
    public ReadOnlySpan<float> CumulativeAlphas => cumulativeAlphas;

    /// <summary>The steps that a whole inference visits, falling.</summary>
    public IReadOnlyList<int> Timesteps => NoiseSchedule.Timesteps(Config);

    /// <summary>√ᾱ, the share of the clean sample that is left at step <paramref name="t"/>.</summary>
    public float Signal(int t) => MathF.Sqrt(cumulativeAlphas[t]);

    /// <summary>σ = √(1 − ᾱ), the share of noise at step <paramref name="t"/>.</summary>
    public float Sigma(int t) => MathF.Sqrt(1 - cumulativeAlphas[t]);

    /// <summary>x_t = √ᾱ_t · clean + σ_t · noise.</summary>
    public float[] AddNoise(ReadOnlySpan<float> clean, ReadOnlySpan<float> noise, int t)
    {
        float signal = Signal(t), sigma = Sigma(t);
        float[] noisy = new float[clean.Length];
        for (int i = 0; i < noisy.Length; i++)
        {
            noisy[i] = signal * clean[i] + sigma * noise[i];
        }
        return noisy;
    }

    /// <summary>One step back, from <paramref name="t"/> to t − T / n.</summary>
    /// <param name="predicted">What the network gave for <paramref name="sample"/>.</param>
    /// <param name="t">The present training step.</param>
    /// <param name="sample">The present, noisy sample.</param>
    /// <param name="noise">Fresh noise; needed only with η &gt; 0.</param>
    /// <param name="rows">Samples that lie one after the other in the spans; a dynamic threshold is taken over each.</param>
    public DdimStep Step(ReadOnlySpan<float> predicted, int t, ReadOnlySpan<float> sample, ReadOnlySpan<float> noise = default, int rows = 1)
    {
        int before = t - Config.TrainSteps / Config.InferenceSteps;
        float alpha = cumulativeAlphas[t];
        float alphaBefore = before >= 0 ? cumulativeAlphas[before] : finalAlpha;
        float signal = MathF.Sqrt(alpha), sigma = MathF.Sqrt(1 - alpha);

        float[] clean = new float[sample.Length], direction = new float[sample.Length];
        for (int i = 0; i < sample.Length; i++)
        {
            float p = predicted[i], x = sample[i];
            (clean[i], direction[i]) = Config.Target switch
            {
                DiffusionTarget.Noise => ((x - sigma * p) / signal, p),
                DiffusionTarget.Velocity => (signal * x - sigma * p, signal * p + sigma * x),
                _ => (p, (x - signal * p) / sigma),
            };
        }
        if (Config.DynamicThreshold)
        {
            int length = clean.Length / rows;
            for (int row = 0; row < rows; row++)
            {
                Threshold(clean.AsSpan(row * length, length));
            }
        }
        else if (Config.ClipSample)
        {
            for (int i = 0; i < clean.Length; i++)
            {
                clean[i] = Math.Clamp(clean[i], -1, 1);
            }
        }

        float variance = (1 - alphaBefore) / (1 - alpha) * (1 - alpha / alphaBefore);
        float deviation = (float)Config.Eta * MathF.Sqrt(variance);
        float signalBefore = MathF.Sqrt(alphaBefore), sigmaBefore = MathF.Sqrt(1 - alphaBefore - deviation * deviation);
        float[] previous = new float[sample.Length];
        for (int i = 0; i < previous.Length; i++)
        {
            previous[i] = signalBefore * clean[i] + sigmaBefore * direction[i] + (deviation > 0 ? deviation * noise[i] : 0);
        }
        return new(previous, clean);
    }

    // Imagen's dynamic threshold: s = quantile of |x₀|, at least 1; x₀ is cut at ±s and divided by s.
    private void Threshold(Span<float> clean)
    {
        float[] sorted = new float[clean.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i] = MathF.Abs(clean[i]);
        }
        Array.Sort(sorted);
        double position = Config.ThresholdQuantile * (sorted.Length - 1);
        int low = (int)position, high = Math.Min(low + 1, sorted.Length - 1);
        double quantile = sorted[low] + (position - low) * (sorted[high] - sorted[low]);
        float s = (float)Math.Clamp(quantile, 1, Math.Max(1, Config.MaximumThreshold));
        for (int i = 0; i < clean.Length; i++)
        {
            clean[i] = Math.Clamp(clean[i], -s, s) / s;
        }
    }
}
