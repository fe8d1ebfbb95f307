using System.Numerics;
using VoxPilot.Core;
using VoxPilot.Planning;

namespace VoxPilot.Jobs.Baselines;

// I = 21 inputs, H hidden, O = 12 outputs

/// <summary>
/// A planner that sees nothing (AD-MLP, spec/sparseoccvla.md §2.4): past poses, velocity, acceleration and command through two hidden
/// layers to six points. What a planner with cameras cannot beat in the open loop, its cameras do not serve. Without an ego state it has
/// the mean of its training examples under the command and nothing else. Several threads may plan at once.
/// </summary>
public sealed class EgoMlp : IPlanBaseline
{
    internal const int Inputs = EgoFeatures.Count;
    internal const int Outputs = EgoExample.TargetCount;

    private readonly EgoMlpWeights weights;

    internal EgoMlp(EgoMlpWeights weights) => this.weights = weights;

    /// <inheritdoc/>
    public string Id => "ego-mlp";

    /// <inheritdoc/>
    public string Title => "Ego-MLP";

    /// <inheritdoc/>
    public string About => "An MLP without cameras (in the manner of AD-MLP): past poses, velocity, acceleration and command to six points, trained on the training split.";

    /// <summary>Fingerprint of the examples and the options that it was trained with.</summary>
    public string Fingerprint => weights.Fingerprint;

    /// <summary>Mean distance to the true points on the scenes held back in training, metres.</summary>
    public double HeldBackError => weights.HeldBackError;

    internal EgoMlpWeights Weights => weights;

    /// <summary>Trains one. The same examples and options give the same planner on the same machine.</summary>
    /// <param name="examples">The training split.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Hears of each pass.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ArgumentException">There are no examples.</exception>
    public static EgoMlp Train(
        IReadOnlyList<EgoExample> examples, EgoMlpOptions? options = null, IProgress<EgoMlpEpoch>? progress = null, CancellationToken cancellation = default) =>
        new(EgoMlpTraining.Run(examples, options ?? new(), progress, cancellation));

    /// <inheritdoc/>
    public Trajectory Plan(EgoState? ego, Command? command)
    {
        if (ego is null)
        {
            return weights.Means.Plan(null, command);
        }
        Span<float> output = stackalloc float[Outputs];
        Forward(EgoFeatures.From(ego, command), output);
        (double X, double Y)[] points = new (double, double)[Trajectory.Steps];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = (output[2 * i], output[2 * i + 1]);
        }
        return new() { Points = points };
    }

    /// <summary>y = μ_y + σ_y (W₃ relu(W₂ relu(W₁ (x − μ_x) / σ_x + b₁) + b₂) + b₃).</summary>
    internal void Forward(ReadOnlySpan<float> features, Span<float> output)
    {
        int h = weights.Width;
        Span<float> x = stackalloc float[Inputs], first = new float[h], second = new float[h];
        for (int i = 0; i < Inputs; i++)
        {
            x[i] = (features[i] - weights.InputMean[i]) / weights.InputScale[i];
        }
        Layer(weights.Weight1, weights.Bias1, x, first, true);
        Layer(weights.Weight2, weights.Bias2, first, second, true);
        Layer(weights.Weight3, weights.Bias3, second, output, false);
        for (int i = 0; i < Outputs; i++)
        {
            output[i] = weights.OutputMean[i] + weights.OutputScale[i] * output[i];
        }
    }

    // The weight is (out, in), row by row.
    private static void Layer(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, ReadOnlySpan<float> input, Span<float> output, bool rectify)
    {
        int width = Vector<float>.Count;
        for (int o = 0; o < output.Length; o++)
        {
            ReadOnlySpan<float> row = weight.Slice(o * input.Length, input.Length);
            Vector<float> sums = Vector<float>.Zero;
            int i = 0;
            for (; i <= input.Length - width; i += width)
            {
                sums += new Vector<float>(row[i..]) * new Vector<float>(input[i..]);
            }
            float sum = bias[o] + Vector.Sum(sums);
            for (; i < input.Length; i++)
            {
                sum += row[i] * input[i];
            }
            output[o] = rectify ? Math.Max(sum, 0) : sum;
        }
    }
}
