using System.Runtime.InteropServices;

namespace VoxPilot.Core.Metrics;

/// <summary>
/// How far the scores of the anchors can be taken for probabilities. The scores of a key frame's anchors are divided by their sum; the
/// largest is the confidence, and the key frame is right if it belongs to the anchor that is nearest to the true trajectory (Guo et al. 2017, "On
/// Calibration of Modern Neural Networks"). The caller gives all 18 anchors or the six of the command, the same choice throughout.
/// </summary>
public sealed class AnchorCalibration
{
    /// <summary>Bins of both calibration errors.</summary>
    public const int Bins = 15;

    /// <summary>Probabilities below this count as this in the logarithm.</summary>
    public const double SmallestProbability = 1e-12;

    private readonly List<Scored> frames = [];
    private readonly SceneMean brier = new(), likelihood = new(), top = new();
    private Bin[]? width, mass; // scene-major

    /// <summary>With no key frame yet.</summary>
    public AnchorCalibration()
    {
        ExpectedCalibrationError = new SceneFormula(() => Scenes, () => frames.Count, weights => Error(width ??= Sort(WidthBins()), weights));
        EqualMassCalibrationError = new SceneFormula(() => Scenes, () => frames.Count, weights => Error(mass ??= Sort(MassBins()), weights));
    }

    /// <summary>Mean distance of accuracy and confidence over 15 bins of equal width, 0…1, weighted by their key frames.</summary>
    public ISceneMeasure ExpectedCalibrationError { get; }

    /// <summary>As <see cref="ExpectedCalibrationError"/> over 15 bins of equally many key frames; the bins are those of all scenes once.</summary>
    public ISceneMeasure EqualMassCalibrationError { get; }

    /// <summary>Brier's score of all anchors: Σ (p − y)² over the anchors, 0…2, mean over key frames.</summary>
    public ISceneMeasure Brier => brier;

    /// <summary>−ln p of the right anchor in nats, mean over key frames.</summary>
    public ISceneMeasure NegativeLogLikelihood => likelihood;

    /// <summary>Share of key frames whose best anchor is the right one, in percent.</summary>
    public ISceneMeasure Top1Accuracy => top;

    private int Scenes => top.Scenes;

    /// <summary>Adds a key frame.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="scores">A score for each anchor, each 0…1. All zero: no anchor is preferred. Among equal best ones the first counts.</param>
    /// <param name="right">Which anchor is nearest to the true trajectory, as a position among <paramref name="scores"/>.</param>
    /// <exception cref="ArgumentException">A score is not within 0…1, or there is no anchor <paramref name="right"/>.</exception>
    public void Add(int scene, ReadOnlySpan<float> scores, int right)
    {
        double sum = 0;
        int best = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (!(scores[i] >= 0 && scores[i] <= 1))
            {
                throw new ArgumentException($"Anchor {i} of a key frame of scene {scene} has the score {scores[i]}; 0…1 was expected. Apply the sigmoid or the softmax first.", nameof(scores));
            }
            sum += scores[i];
            best = scores[i] > scores[best] ? i : best;
        }
        if ((uint)right >= (uint)scores.Length)
        {
            throw new ArgumentException($"The right anchor is {right}, and there are {scores.Length} scores; 0…{scores.Length - 1} was expected.", nameof(right));
        }
        double squares = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double off = Probability(scores, i, sum) - (i == right ? 1 : 0);
            squares += off * off;
        }
        brier.Add(scene, squares);
        likelihood.Add(scene, -Math.Log(Math.Max(Probability(scores, right, sum), SmallestProbability)));
        top.Add(scene, best == right ? 100 : 0);
        frames.Add(new(scene, Probability(scores, best, sum), best == right));
        (width, mass) = (null, null);
    }

    /// <summary>Makes room for a scene that may add nothing: it is drawn by the bootstrap all the same.</summary>
    public void Reach(int scene)
    {
        brier.Reach(scene);
        likelihood.Reach(scene);
        top.Reach(scene);
        (width, mass) = (null, null);
    }

    /// <summary>All figures as rows.</summary>
    /// <param name="ofCommand">Whether the anchors were the command's six; all 18 otherwise.</param>
    public IReadOnlyList<MeasureRow> Rows(bool ofCommand)
    {
        const string Group = "Scores of the anchors";
        string id = ofCommand ? "planning.anchors.command" : "planning.anchors.all";
        string rule = $"scores of {(ofCommand ? "the command's six anchors" : "all 18 anchors")} divided by their sum; right is the anchor nearest to the true trajectory";
        return
        [
            new($"{id}.top1", "Top-1 accuracy", Group, "%", rule, Top1Accuracy, true),
            new($"{id}.ece", "Expected calibration error", Group, "", $"{rule}; largest probability, {Bins} bins of equal width (Guo et al. 2017)", ExpectedCalibrationError, false),
            new($"{id}.ece.mass", "Expected calibration error, equal mass", Group, "", $"{rule}; largest probability, {Bins} bins of equally many key frames", EqualMassCalibrationError, false),
            new($"{id}.brier", "Brier score", Group, "", $"{rule}; sum of squares over the anchors, 0…2 (Brier 1950)", Brier, false),
            new($"{id}.nll", "Negative log-likelihood", Group, "", $"{rule}; nats, probabilities of at least {SmallestProbability}", NegativeLogLikelihood, false),
        ];
    }

    /// <summary>The reliability table over bins of equal width, of all scenes once.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability()
    {
        Bin[] bins = new Bin[Bins];
        int[] where = WidthBins();
        for (int f = 0; f < frames.Count; f++)
        {
            bins[where[f]] = bins[where[f]].With(frames[f]);
        }
        return [.. bins.Select((bin, b) => new ReliabilityBin((double)b / Bins, (b + 1.0) / Bins, (long)bin.Count, bin.Confidence / bin.Count, bin.Right / bin.Count))];
    }

    private static double Probability(ReadOnlySpan<float> scores, int i, double sum) => sum > 0 ? scores[i] / sum : 1.0 / scores.Length;

    // (low, high] as in Guo et al.; 0 belongs to the first.
    private int[] WidthBins() => [.. frames.Select(frame => Math.Clamp((int)Math.Ceiling(frame.Confidence * Bins) - 1, 0, Bins - 1))];

    private int[] MassBins()
    {
        int[] bins = new int[frames.Count];
        int rank = 0;
        foreach (int f in Enumerable.Range(0, frames.Count).OrderBy(f => frames[f].Confidence))
        {
            bins[f] = (int)((long)rank++ * Bins / frames.Count);
        }
        return bins;
    }

    private Bin[] Sort(int[] bins)
    {
        Bin[] sums = new Bin[Scenes * Bins];
        for (int f = 0; f < frames.Count; f++)
        {
            ref Bin bin = ref sums[frames[f].Scene * Bins + bins[f]];
            bin = bin.With(frames[f]);
        }
        return sums;
    }

    private double Error(Bin[] sums, ReadOnlySpan<int> weights)
    {
        double error = 0, total = 0;
        for (int b = 0; b < Bins; b++)
        {
            double off = 0;
            for (int s = 0; s < Scenes; s++)
            {
                Bin bin = sums[s * Bins + b];
                off += weights[s] * (bin.Right - bin.Confidence);
                total += weights[s] * bin.Count;
            }
            error += Math.Abs(off);
        }
        return error / total;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Scored(int Scene, double Confidence, bool IsRight);

    private readonly record struct Bin(double Count, double Confidence, double Right)
    {
        public Bin With(Scored frame) => new(Count + 1, Confidence + frame.Confidence, Right + (frame.IsRight ? 1 : 0));
    }
}
