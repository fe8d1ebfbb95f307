namespace VoxPilot.Perception;

/// <summary>
/// What is believed of the car's speed and rate of turn: a probability for each pair that is tried (a histogram filter). Each new pair of frames
/// spreads the belief, since the car may have braked or turned, and weighs it by how well the frames fit. Immutable.
/// </summary>
internal sealed class MotionBelief
{
    private const double Step = 0.5; // seconds that SpeedChange and YawRateChange are meant for

    private readonly double[] probabilities; // (speeds, yaw rates)

    private MotionBelief(double[] probabilities, OdometryConfig config)
    {
        this.probabilities = probabilities;
        Motion = Mean(config);
    }

    /// <summary>Its mean.</summary>
    public SeenMotion Motion { get; }

    /// <summary>The belief after a sweep.</summary>
    /// <param name="scores">What <see cref="MotionSweep.Run"/> gave.</param>
    /// <param name="before">The belief about the interval before; null where there is none: everything is as likely.</param>
    /// <param name="seconds">Time between the middles of both intervals.</param>
    /// <param name="config">How it spreads and weighs.</param>
    public static MotionBelief After(double[] scores, MotionBelief? before, double seconds, OdometryConfig config)
    {
        double[] p = new double[scores.Length];
        double highest = scores.Max(), sum = 0;
        double[]? spread = before?.Spread(seconds, config);
        for (int i = 0; i < p.Length; i++)
        {
            p[i] = Math.Exp(config.Sharpness * (scores[i] - highest)) * (spread?[i] ?? 1);
            sum += p[i];
        }
        for (int i = 0; i < p.Length; i++)
        {
            p[i] /= sum;
        }
        return new(p, config);
    }

    private double[] Spread(double seconds, OdometryConfig config)
    {
        double[] speed = Kernel(config.Speeds, config.SpeedChange * seconds / Step, config.Surprise);
        double[] turn = Kernel(config.YawRates, config.YawRateChange * seconds / Step, config.Surprise);
        int m = config.Speeds.Length, n = config.YawRates.Length;
        double[] along = new double[m * n], both = new double[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int k = 0; k < m; k++)
            {
                for (int j = 0; j < n; j++)
                {
                    along[i * n + j] += speed[i * m + k] * probabilities[k * n + j];
                }
            }
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < n; k++)
                {
                    both[i * n + j] += turn[j * n + k] * along[i * n + k];
                }
            }
        }
        return both;
    }

    // (to, from), each column sums to 1
    private static double[] Kernel(double[] values, double deviation, double surprise)
    {
        int n = values.Length;
        double[] kernel = new double[n * n];
        for (int from = 0; from < n; from++)
        {
            double sum = 0;
            for (int to = 0; to < n; to++)
            {
                double z = (values[to] - values[from]) / deviation;
                sum += kernel[to * n + from] = Math.Exp(-z * z / 2) + surprise;
            }
            for (int to = 0; to < n; to++)
            {
                kernel[to * n + from] /= sum;
            }
        }
        return kernel;
    }

    private SeenMotion Mean(OdometryConfig config)
    {
        double speed = 0, square = 0, turn = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            double v = config.Speeds[i / config.YawRates.Length];
            speed += probabilities[i] * v;
            square += probabilities[i] * v * v;
            turn += probabilities[i] * config.YawRates[i % config.YawRates.Length];
        }
        return new(speed, turn, Math.Sqrt(Math.Max(0, square - speed * speed)));
    }
}
