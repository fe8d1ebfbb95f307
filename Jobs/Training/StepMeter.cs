namespace VoxPilot.Jobs.Training;

/// <summary>Adds up losses and times over the steps that a line of the log stands for.</summary>
internal sealed class StepMeter(TimeProvider time)
{
    /// <summary>Names of what is timed.</summary>
    public const string Data = "data", Forward = "forward", Backward = "backward", Optimiser = "optimiser";

    private readonly Dictionary<string, (double Sum, int Batches)> terms = []; // not every batch has every term
    private readonly Dictionary<string, long> ticks = new() { [Data] = 0, [Forward] = 0, [Backward] = 0, [Optimiser] = 0 };
    private double loss, norm;
    private int batches, steps, samples;

    /// <summary>Steps since the last line.</summary>
    public int Steps => steps;

    /// <summary>What has been added up so far.</summary>
    public StepMeterState Read() => new()
    {
        Sums = terms.ToDictionary(term => term.Key, term => term.Value.Sum),
        Times = terms.ToDictionary(term => term.Key, term => term.Value.Batches),
        Ticks = new Dictionary<string, long>(ticks),
        Loss = loss,
        Norm = norm,
        Batches = batches,
        Steps = steps,
        Samples = samples,
    };

    /// <summary>Goes on from there.</summary>
    public void Continue(StepMeterState before)
    {
        foreach ((string name, double sum) in before.Sums)
        {
            terms[name] = (sum, before.Times[name]);
        }
        foreach ((string part, long spent) in before.Ticks)
        {
            ticks[part] = spent;
        }
        (loss, norm, batches, steps, samples) = (before.Loss, before.Norm, before.Batches, before.Steps, before.Samples);
    }

    /// <summary>Times a part of a step.</summary>
    public T Time<T>(string part, Func<T> run)
    {
        long began = time.GetTimestamp();
        try
        {
            return run();
        }
        finally
        {
            ticks[part] += time.GetElapsedTime(began).Ticks;
        }
    }

    /// <summary>Takes in a batch.</summary>
    public void Batch(IReadOnlyList<(string Name, double Value)> values, double sum, int count)
    {
        foreach ((string name, double value) in values)
        {
            (double before, int times) = terms.GetValueOrDefault(name);
            terms[name] = (before + value, times + 1);
        }
        (loss, batches, samples) = (loss + sum, batches + 1, samples + count);
    }

    /// <summary>Takes in a step of the optimiser.</summary>
    public void Step(double gradientNorm) => (norm, steps) = (norm + gradientNorm, steps + 1);

    /// <summary>The line, and a new beginning.</summary>
    public LossLine Close(int step, int epoch, double seconds, double learningRate)
    {
        double total = Math.Max(1, ticks.Values.Sum());
        LossLine line = new()
        {
            Step = step,
            Epoch = epoch,
            Seconds = seconds,
            LearningRate = learningRate,
            GradientNorm = norm / steps,
            SamplesPerSecond = samples / (total / TimeSpan.TicksPerSecond),
            Shares = ticks.ToDictionary(t => t.Key, t => t.Value / total),
            Loss = loss / batches,
            Terms = terms.ToDictionary(t => t.Key, t => t.Value.Sum / t.Value.Batches),
        };
        terms.Clear();
        foreach (string part in ticks.Keys)
        {
            ticks[part] = 0;
        }
        (loss, norm, batches, steps, samples) = (0, 0, 0, 0, 0);
        return line;
    }
}
