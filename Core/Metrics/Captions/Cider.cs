namespace VoxPilot.Core.Metrics.Captions;

/// <summary>
/// CIDEr as pycocoevalcap's <c>Cider</c> computes it (Vedantam et al. 2015, their CIDEr-D without stemming): tf-idf vectors of 1- to
/// 4-grams, clipped cosine with each reference, a Gaussian penalty (σ = 6) on the difference of lengths, times 10. Idf counts the pairs
/// of the whole set whose references have the n-gram, so that a score depends on the set: compare figures of the same pairs only.
/// </summary>
/// <remarks>With a single pair every idf is log 1 and the score is 0. Adding keeps words alone; scores are computed when first asked for, on several threads, and do not depend on how many.</remarks>
public sealed class Cider
{
    private const int Block = 64; // pairs that a thread takes at once

    private readonly int threads;
    private readonly List<int> scenes = [];
    private readonly List<int> starts = [0]; // of a pair: its first entry of ends
    private readonly List<int> ends = []; // of a sentence, in words
    private int[] words = new int[1024];
    private int count;
    private double[]? scores;

    /// <summary>An empty set.</summary>
    /// <param name="threads">How many threads compute scores.</param>
    public Cider(int? threads = null)
    {
        this.threads = threads ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(this.threads, nameof(threads));
    }

    /// <summary>CIDEr of each pair, in the order in which they were added.</summary>
    public IReadOnlyList<double> PerSample => scores ??= Compute();

    /// <summary>CIDEr of all pairs, the mean; NaN where there is none.</summary>
    public double Corpus => PerSample.Count > 0 ? PerSample.Average() : double.NaN;

    /// <summary>The mean over pairs as a figure over scenes. Idf stays that of the whole set, whichever scenes are drawn.</summary>
    public ISceneMeasure Measure
    {
        get
        {
            SceneMean mean = new();
            for (int i = 0; i < scenes.Count; i++)
            {
                mean.Add(scenes[i], PerSample[i]);
            }
            return mean;
        }
    }

    /// <summary>Adds a pair.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="pair">Hypothesis and references; the words of all pairs are numbers of one table.</param>
    public void Add(int scene, TokenizedPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentOutOfRangeException.ThrowIfNegative(scene);
        pair.Check();
        while (words.Length < count + pair.Words.Length)
        {
            Array.Resize(ref words, 2 * words.Length);
        }
        pair.Words.CopyTo(words.AsSpan(count));
        for (int s = 0; s <= pair.References; s++)
        {
            count += pair.Sentence(s).Length;
            ends.Add(count);
        }
        starts.Add(ends.Count);
        scenes.Add(scene);
        scores = null;
    }

    private double[] Compute()
    {
        double[] computed = new double[scenes.Count];
        if (computed.Length == 0)
        {
            return computed;
        }
        DocumentFrequency frequency = new(threads);
        ForEachBlock(() => new NGramCollector(frequency), (collector, pair) => collector.Add(Sentences(pair)));
        frequency.Count();
        ForEachBlock(() => new CiderScorer(frequency, computed.Length), (scorer, pair) => computed[pair] = scorer.Score(Sentences(pair)));
        return computed;
    }

    private SentenceSpans Sentences(int pair)
    {
        int first = starts[pair];
        return new(words, first == 0 ? 0 : ends[first - 1], System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ends)[first..starts[pair + 1]]);
    }

    private void ForEachBlock<T>(Func<T> worker, Action<T, int> work)
    {
        int blocks = (scenes.Count + Block - 1) / Block;
        Parallel.For(0, blocks, new() { MaxDegreeOfParallelism = threads }, worker, (block, _, own) =>
        {
            for (int pair = block * Block; pair < Math.Min(scenes.Count, (block + 1) * Block); pair++)
            {
                work(own, pair);
            }
            return own;
        }, _ => { });
    }
}
