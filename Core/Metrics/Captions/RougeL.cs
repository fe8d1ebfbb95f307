namespace VoxPilot.Core.Metrics.Captions;

/// <summary>
/// ROUGE-L (Lin 2004) as pycocoevalcap's <c>rouge.py</c> computes it: F with β = 1.2 of the best precision and the best recall over the
/// references, which may come from different ones. The figure is the mean over pairs; over drawn scenes, over the pairs of these.
/// </summary>
/// <remarks>
/// Upstream splits at single spaces here, and only here: "a  b" has an empty word in the middle and an empty text is one empty word
/// (<see cref="TokenizedPair.AddBetweenSpaces"/>).
/// </remarks>
public sealed class RougeL
{
    private const double Beta = 1.2;

    private readonly LongestCommonSubsequence common = new();
    private readonly List<double> scores = [];
    private readonly SceneMean mean = new();

    /// <summary>ROUGE-L of each pair, in the order in which they were added.</summary>
    public IReadOnlyList<double> PerSample => scores;

    /// <summary>The mean over pairs as a figure over scenes.</summary>
    public ISceneMeasure Measure => mean;

    /// <summary>ROUGE-L of all pairs; NaN where there is none.</summary>
    public double Corpus => scores.Count > 0 ? scores.Average() : double.NaN;

    /// <summary>Adds a pair.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="pair">Hypothesis and references; the words of all pairs are numbers of one table.</param>
    public void Add(int scene, TokenizedPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        pair.Check();
        double precision = 0, recall = 0;
        common.Set(pair.Hypothesis);
        for (int r = 0; r < pair.References; r++)
        {
            double length = common.Length(pair.Reference(r));
            precision = Math.Max(precision, length / Math.Max(1, pair.Hypothesis.Length));
            recall = Math.Max(recall, length / Math.Max(1, pair.Reference(r).Length));
        }
        double score = precision > 0 ? (1 + Beta * Beta) * precision * recall / (recall + Beta * Beta * precision) : 0;
        mean.Add(scene, score);
        scores.Add(score);
    }
}
