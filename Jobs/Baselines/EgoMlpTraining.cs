using TorchSharp;
using TorchSharp.Modules;
using VoxPilot.Core;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Baselines;

// N examples, B of a batch, I = 21 inputs, H hidden, O = 12 outputs

/// <summary>
/// Trains an <see cref="EgoMlp"/>: AdamW on the mean Euclidean distance (L2) to the six true points, with a learning rate that rises, then
/// falls by half a cosine. The pass that did best on the held-back scenes is kept.
/// </summary>
internal sealed class EgoMlpTraining
{
    private const int EvaluationBatch = 4096;
    private const double LeastScale = 1e-2; // of an input or output that hardly changes
    private const double Rounding = 1e-6;   // m², keeps the distance's slope finite where a point is met
    private const double LastRate = 0.01, ClipNorm = 5;

    private readonly IReadOnlyList<EgoExample> training;
    private readonly IReadOnlyList<EgoExample> heldBack;
    private readonly EgoMlpOptions options;
    private readonly (float[] Mean, float[] Scale) input, output;

    private EgoMlpTraining(IReadOnlyList<EgoExample> examples, EgoMlpOptions options)
    {
        this.options = options;
        HashSet<string> held = HeldBackScenes(examples, options);
        training = [.. examples.Where(e => !held.Contains(e.Scene))];
        heldBack = [.. examples.Where(e => held.Contains(e.Scene))];
        input = Statistics(training, e => e.Features, EgoMlp.Inputs);
        output = Statistics(training, e => e.Target, EgoMlp.Outputs);
    }

    /// <summary>As <see cref="EgoMlp.Train"/>.</summary>
    public static EgoMlpWeights Run(
        IReadOnlyList<EgoExample> examples, EgoMlpOptions options, IProgress<EgoMlpEpoch>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(examples);
        options.Validate();
        if (examples.Count == 0)
        {
            throw new ArgumentException("There is no example to learn from; give key frames with an ego state and six recorded future steps.", nameof(examples));
        }
        string fingerprint = BaselineFingerprint.Of(examples, options);
        return new EgoMlpTraining(examples, options).Run(progress, cancellation) with
        {
            Means = CommandMeanBaseline.Fit(examples),
            Fingerprint = fingerprint,
        };
    }

    /// <summary>The scenes that are held back: a share of all, at least one where there are two or more and the share is not 0.</summary>
    internal static HashSet<string> HeldBackScenes(IReadOnlyList<EgoExample> examples, EgoMlpOptions options)
    {
        string[] scenes = [.. examples.Select(e => e.Scene).Distinct().Order(StringComparer.Ordinal)];
        if (scenes.Length < 2 || options.HeldBack == 0)
        {
            return [];
        }
        new Random(options.Seed).Shuffle(scenes);
        return [.. scenes.Take(Math.Clamp((int)Math.Round(scenes.Length * options.HeldBack), 1, scenes.Length - 1))];
    }

    /// <summary>The network as torch has it, on standardised inputs: also what <see cref="EgoMlp.Forward"/> is compared with.</summary>
    internal static Sequential Network(int width) => nn.Sequential(
        nn.Linear(EgoMlp.Inputs, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, EgoMlp.Outputs));

    private EgoMlpWeights Run(IProgress<EgoMlpEpoch>? progress, CancellationToken cancellation)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new((ulong)options.Seed);
        Sequential network = Network(options.Width);
        foreach (Linear layer in Layers(network))
        {
            double bound = 1 / Math.Sqrt(layer.in_features); // PyTorch's usual start, from a generator of our own
            nn.init.uniform_(layer.weight, -bound, bound, generator);
            nn.init.uniform_(layer.bias!, -bound, bound, generator);
        }
        (Tensor x, Tensor y) = Stack(training);                        // (N, I), (N, O)
        (Tensor X, Tensor Y)? held = heldBack.Count > 0 ? Stack(heldBack) : null;
        Tensor scale = tensor(output.Scale);                           // (O)
        int batches = (training.Count + options.BatchSize - 1) / options.BatchSize;
        using AdamW optimizer = optim.AdamW(network.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
        optim.lr_scheduler.LRScheduler schedule = optim.lr_scheduler.LambdaLR(optimizer, step => Rate(step, batches));
        Random random = new(options.Seed);
        long[] order = [.. Enumerable.Range(0, training.Count).Select(i => (long)i)];
        EgoMlpWeights? best = null;
        int bestEpoch = 0;
        for (int epoch = 1; epoch <= options.Epochs && epoch - bestEpoch <= options.Patience; epoch++)
        {
            random.Shuffle(order);
            double sum = 0;
            for (int from = 0; from < order.Length; from += options.BatchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                using DisposeScope step = NewDisposeScope();
                long[] chosen = order[from..Math.Min(from + options.BatchSize, order.Length)];
                Tensor batch = tensor(chosen);
                Tensor loss = Distance(network.forward(x.index_select(0, batch)), y.index_select(0, batch), scale);
                optimizer.zero_grad();
                loss.backward();
                nn.utils.clip_grad_norm_(network.parameters(), ClipNorm);
                optimizer.step();
                schedule.step();
                sum += loss.ToDouble() * chosen.Length;
            }
            double trained = sum / order.Length;
            double error = held is { } pair ? Evaluate(network, pair.X, pair.Y, scale) : trained;
            if (best is null || error < best.HeldBackError)
            {
                (best, bestEpoch) = (Weights(network, error), epoch);
            }
            progress?.Report(new(epoch, options.Epochs, trained, error));
        }
        return best!;
    }

    // Rises over the first pass; half a cosine from there to the last.
    private double Rate(int step, int batches)
    {
        double share = (step - batches) / (double)Math.Max(1, batches * (options.Epochs - 1));
        return step < batches ? (step + 1.0) / batches : LastRate + (1 - LastRate) * (1 + Math.Cos(Math.PI * Math.Min(1, share))) / 2;
    }

    /// <summary>Mean over examples and points of ‖p − p̂‖, metres, of standardised outputs.</summary>
    private static Tensor Distance(Tensor predicted, Tensor target, Tensor scale)
    {
        Tensor difference = ((predicted - target) * scale).reshape(-1, Trajectory.Steps, 2); // (B, 6, 2)
        return (difference.square().sum(-1) + Rounding).sqrt().mean();
    }

    private static double Evaluate(Sequential network, Tensor x, Tensor y, Tensor scale)
    {
        using IDisposable _ = no_grad();
        double sum = 0;
        for (long from = 0; from < x.shape[0]; from += EvaluationBatch)
        {
            using DisposeScope scope = NewDisposeScope();
            long count = Math.Min(EvaluationBatch, x.shape[0] - from);
            sum += Distance(network.forward(x.narrow(0, from, count)), y.narrow(0, from, count), scale).ToDouble() * count;
        }
        return sum / x.shape[0];
    }

    private (Tensor X, Tensor Y) Stack(IReadOnlyList<EgoExample> examples) =>
        (Standardised(examples, e => e.Features, input), Standardised(examples, e => e.Target, output));

    private static Tensor Standardised(IReadOnlyList<EgoExample> examples, Func<EgoExample, float[]> numbers, (float[] Mean, float[] Scale) statistics)
    {
        int width = statistics.Mean.Length;
        float[] rows = new float[examples.Count * width];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = (numbers(examples[i / width])[i % width] - statistics.Mean[i % width]) / statistics.Scale[i % width];
        }
        return tensor(rows, [examples.Count, width]);
    }

    private static (float[] Mean, float[] Scale) Statistics(IReadOnlyList<EgoExample> examples, Func<EgoExample, float[]> numbers, int width)
    {
        float[] mean = new float[width], scale = new float[width];
        for (int i = 0; i < width; i++)
        {
            double average = examples.Average(e => (double)numbers(e)[i]);
            mean[i] = (float)average;
            scale[i] = (float)Math.Max(LeastScale, Math.Sqrt(examples.Average(e => (numbers(e)[i] - average) * (numbers(e)[i] - average))));
        }
        return (mean, scale);
    }

    private EgoMlpWeights Weights(Sequential network, double error)
    {
        using DisposeScope scope = NewDisposeScope();
        Linear[] layers = Layers(network);
        return new()
        {
            InputMean = input.Mean,
            InputScale = input.Scale,
            OutputMean = output.Mean,
            OutputScale = output.Scale,
            Weight1 = layers[0].weight.Numbers(),
            Bias1 = layers[0].bias!.Numbers(),
            Weight2 = layers[1].weight.Numbers(),
            Bias2 = layers[1].bias!.Numbers(),
            Weight3 = layers[2].weight.Numbers(),
            Bias3 = layers[2].bias!.Numbers(),
            Means = CommandMeanBaseline.Fit(training),
            Fingerprint = "",
            HeldBackError = error,
        };
    }

    private static Linear[] Layers(Sequential network) => [(Linear)network[0], (Linear)network[2], (Linear)network[4]];
}
