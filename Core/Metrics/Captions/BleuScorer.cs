using System.Runtime.InteropServices;

namespace VoxPilot.Core.Metrics.Captions;

/// <summary>
/// BLEU-1 … BLEU-4 (Papineni et al. 2002) as pycocoevalcap's <c>bleu_scorer.py</c> computes them: clipped n-gram precisions, the closest
/// reference length (the shorter of two equally close ones), and 1e-15 and 1e-9 in place of smoothing. The figure over several pairs is made
/// from the sums of their counts; so is the one over drawn scenes.
/// </summary>
public sealed class BleuScorer
{
    private const int Orders = NGramKeys.Orders;
    private const double Tiny = 1e-15; // so that no match still gives a number
    private const double Small = 1e-9; // so that nothing is divided by zero

    private readonly NGramIndex index = new();
    private readonly List<Counts> scenes = [];
    private readonly List<double>[] scores = [[], [], [], []];
    private int[] numbers = [], hypothesis = [], clip = [], reference = [];

    /// <summary>How many pairs were added.</summary>
    public int Count => scores[0].Count;

    /// <summary>Adds a pair.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="pair">Hypothesis and references; the words of all pairs are numbers of one table.</param>
    public void Add(int scene, TokenizedPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentOutOfRangeException.ThrowIfNegative(scene);
        pair.Check();
        Counts counts = Of(pair);
        for (int n = 0; n < Orders; n++)
        {
            scores[n].Add(counts.Bleu(n + 1));
        }
        while (scenes.Count <= scene)
        {
            scenes.Add(default);
        }
        CollectionsMarshal.AsSpan(scenes)[scene].Add(counts, 1);
    }

    /// <summary>BLEU-n of all pairs; NaN where there is none.</summary>
    /// <param name="n">Longest n-grams, 1 … 4.</param>
    public double Corpus(int n)
    {
        Counts all = default;
        foreach (Counts scene in scenes)
        {
            all.Add(scene, 1);
        }
        return all.Bleu(n);
    }

    /// <summary>BLEU-n of each pair, in the order in which they were added.</summary>
    public IReadOnlyList<double> PerSample(int n) => scores[n - 1];

    /// <summary>BLEU-n as a figure over scenes: counts are summed over the pairs of the drawn scenes.</summary>
    public ISceneMeasure Measure(int n) => new SceneMeasure([.. scenes], Count, n);

    private Counts Of(TokenizedPair pair)
    {
        ReadOnlySpan<int> words = pair.Hypothesis;
        index.Clear(words.Length);
        Reserve(pair);
        int found = index.Enter(words, numbers);
        CountEach(numbers.AsSpan(0, found), hypothesis);
        Array.Clear(clip, 0, index.Count);
        int closest = int.MaxValue;
        for (int r = 0; r < pair.References; r++)
        {
            ReadOnlySpan<int> other = pair.Reference(r);
            int gap = Math.Abs(other.Length - words.Length), least = Math.Abs(closest - words.Length);
            closest = gap < least || (gap == least && other.Length < closest) ? other.Length : closest;
            CountEach(numbers.AsSpan(0, index.Find(other, numbers)), reference);
            for (int i = 0; i < index.Count; i++)
            {
                clip[i] = Math.Max(clip[i], reference[i]);
            }
        }
        Counts counts = new() { Pairs = 1, Length = words.Length, ReferenceLength = closest };
        ReadOnlySpan<byte> orders = index.Orders;
        for (int i = 0; i < orders.Length; i++)
        {
            counts.Correct[orders[i]] += Math.Min(clip[i], hypothesis[i]);
        }
        for (int n = 0; n < Orders; n++)
        {
            counts.Guess[n] = Math.Max(0, words.Length - n);
        }
        return counts;
    }

    private void CountEach(ReadOnlySpan<int> found, int[] counts)
    {
        Array.Clear(counts, 0, index.Count);
        foreach (int i in found)
        {
            counts[i]++;
        }
    }

    private void Reserve(TokenizedPair pair)
    {
        int most = NGramIndex.Most(pair.Words.Length);
        if (numbers.Length < most)
        {
            (numbers, hypothesis, clip, reference) = (new int[2 * most], new int[2 * most], new int[2 * most], new int[2 * most]);
        }
    }

    private sealed class SceneMeasure(Counts[] scenes, long count, int n) : ISceneMeasure
    {
        public int Scenes => scenes.Length;

        public long Count => count;

        public double Value(ReadOnlySpan<int> weights)
        {
            Counts all = default;
            for (int s = 0; s < scenes.Length; s++)
            {
                all.Add(scenes[s], weights[s]);
            }
            return all.Bleu(n);
        }
    }

    // What BLEU is made of; a sum over pairs.
    private struct Counts
    {
        public long Pairs;
        public long Length;
        public long ReferenceLength;
        public Order Guess;
        public Order Correct;

        public void Add(in Counts other, int times)
        {
            Pairs += times * other.Pairs;
            Length += times * other.Length;
            ReferenceLength += times * other.ReferenceLength;
            for (int n = 0; n < Orders; n++)
            {
                Guess[n] += times * other.Guess[n];
                Correct[n] += times * other.Correct[n];
            }
        }

        public readonly double Bleu(int n)
        {
            if (Pairs == 0)
            {
                return double.NaN;
            }
            double product = 1;
            for (int k = 0; k < n; k++)
            {
                product *= (Correct[k] + Tiny) / (Guess[k] + Small);
            }
            double ratio = (Length + Tiny) / (ReferenceLength + Small);
            return Math.Pow(product, 1.0 / n) * (ratio < 1 ? Math.Exp(1 - 1 / ratio) : 1);
        }
    }

    [System.Runtime.CompilerServices.InlineArray(NGramKeys.Orders)]
    private struct Order
    {
        private long first;
    }
}
