namespace VoxPilot.Planning;

/// <summary>ᾱ and the list of steps of a configuration.</summary>
internal static class NoiseSchedule
{
    private const double HighestBeta = 0.999;

    public static float[] CumulativeAlphas(DdimConfig config)
    {
        float[] betas = Betas(config);
        float[] alphas = CumulativeProduct([.. betas.Select(b => 1 - b)]);
        if (!config.ZeroTerminalSnr)
        {
            return alphas;
        }
        // Lin et al. 2024, algorithm 1: shift √ᾱ so that the last is 0, scale so that the first stays.
        float first = MathF.Sqrt(alphas[0]), last = MathF.Sqrt(alphas[^1]);
        float[] stretched = [.. alphas.Select(a => (MathF.Sqrt(a) - last) * (first / (first - last))).Select(r => r * r)];
        float[] steps = new float[stretched.Length];
        for (int t = 0; t < steps.Length; t++)
        {
            steps[t] = 1 - (1 - (t == 0 ? stretched[0] : stretched[t] / stretched[t - 1]));
        }
        return CumulativeProduct(steps);
    }

    public static IReadOnlyList<int> Timesteps(DdimConfig config)
    {
        int n = config.InferenceSteps, total = config.TrainSteps;
        int[] steps = new int[n];
        for (int i = 0; i < n; i++)
        {
            steps[i] = config.Spacing switch
            {
                TimestepSpacing.Trailing => (int)Math.Round(total - i * ((double)total / n), MidpointRounding.ToEven) - 1,
                TimestepSpacing.Linspace => (int)Math.Round((n - 1 - i) * ((total - 1.0) / Math.Max(1, n - 1)), MidpointRounding.ToEven),
                _ => (n - 1 - i) * (total / n) + config.StepsOffset,
            };
        }
        return steps;
    }

    private static float[] Betas(DdimConfig config) => config.Schedule switch
    {
        BetaSchedule.Linear => Linspace(config.BetaStart, config.BetaEnd, config.TrainSteps),
        BetaSchedule.ScaledLinear =>
            [.. Linspace(Math.Sqrt(config.BetaStart), Math.Sqrt(config.BetaEnd), config.TrainSteps).Select(r => r * r)],
        _ => [.. Enumerable.Range(0, config.TrainSteps).Select(t => (float)Math.Min(
            HighestBeta, 1 - CosineAlpha((t + 1.0) / config.TrainSteps) / CosineAlpha((double)t / config.TrainSteps)))],
    };

    private static double CosineAlpha(double share)
    {
        double cos = Math.Cos((share + 0.008) / 1.008 * Math.PI / 2);
        return cos * cos;
    }

    // From both ends to the middle, in single precision, as torch.linspace does.
    private static float[] Linspace(double from, double to, int count)
    {
        float start = (float)from, end = (float)to, step = (end - start) / (count - 1);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = i < count / 2 ? start + step * i : end - step * (count - 1 - i);
        }
        return values;
    }

    // Running product in double precision, each value rounded, as torch.cumprod does on a CPU.
    private static float[] CumulativeProduct(float[] factors)
    {
        double product = 1;
        return [.. factors.Select(f => (float)(product *= f))];
    }
}
