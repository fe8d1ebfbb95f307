namespace VoxPilot.Core.Metrics.Captions;

/// <summary>
/// METEOR as nltk 3.8's <c>meteor_score</c> computes it (Lavie and Agarwal 2007; α = 0.9, β = 3, γ = 0.5): the best score over the
/// references; words are matched by themselves, then by Porter stem, then by WordNet. This is what HERMES reports; it is not METEOR 1.5, the
/// Java program of pycocoevalcap. The figure is the mean over pairs; over drawn scenes, over the pairs of these.
/// </summary>
/// <remarks>
/// nltk's ways that change figures: each stage goes from the last word to the first and takes the last free word of the reference, where
/// METEOR itself looks for the fewest crossings; and the third stage asks WordNet for synonyms of the stem, not of the word.
/// </remarks>
public sealed class Meteor
{
    private const double Alpha = 0.9;
    private const double Gamma = 0.5; // and β = 3

    private readonly WordTable tokens;
    private readonly WordNet? wordNet;
    private readonly WordTable words = new(); // in lower case; stems and synonyms too
    private readonly PorterStemmer stemmer = new();
    private readonly List<int> lower = [], stems = []; // of a token, of a word; -1 where not asked for yet
    private readonly List<int[]?> synonyms = []; // of a stem
    private readonly List<double> scores = [];
    private readonly SceneMean mean = new();
    private int[] matched = []; // of a word of the hypothesis: place in the reference, or -1
    private Remaining hypothesis = new(), reference = new();

    /// <summary>An empty set.</summary>
    /// <param name="tokens">Table of the tokens that will be added, with their capitals.</param>
    /// <param name="wordNet">Synonyms; without, the third stage finds nothing more, and the figure is another one.</param>
    public Meteor(WordTable tokens, WordNet? wordNet)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        (this.tokens, this.wordNet) = (tokens, wordNet);
    }

    /// <summary>METEOR of each pair, in the order in which they were added.</summary>
    public IReadOnlyList<double> PerSample => scores;

    /// <summary>The mean over pairs as a figure over scenes.</summary>
    public ISceneMeasure Measure => mean;

    /// <summary>METEOR of all pairs, the mean; NaN where there is none.</summary>
    public double Corpus => scores.Count > 0 ? scores.Average() : double.NaN;

    /// <summary>Adds a pair.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="pair">Hypothesis and references, as <see cref="NltkWordTokenizer"/> splits them.</param>
    public void Add(int scene, TokenizedPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        pair.Check();
        double best = 0;
        for (int r = 0; r < pair.References; r++)
        {
            best = Math.Max(best, Score(pair.Hypothesis, pair.Reference(r)));
        }
        mean.Add(scene, best);
        scores.Add(best);
    }

    private double Score(ReadOnlySpan<int> own, ReadOnlySpan<int> other)
    {
        int matches = Align(own, other);
        if (matches == 0)
        {
            return 0;
        }
        double precision = (double)matches / own.Length, recall = (double)matches / other.Length;
        double mean = precision * recall / (Alpha * precision + (1 - Alpha) * recall);
        double fragmentation = (double)Chunks(own.Length) / matches;
        return (1 - Gamma * fragmentation * fragmentation * fragmentation) * mean;
    }

    // How many words are matched; where, stands in matched.
    private int Align(ReadOnlySpan<int> own, ReadOnlySpan<int> other)
    {
        hypothesis.Set(own, this);
        reference.Set(other, this);
        if (matched.Length < own.Length)
        {
            matched = new int[2 * own.Length];
        }
        matched.AsSpan(0, own.Length).Fill(-1);
        MatchEqual();
        hypothesis.Stem(this);
        reference.Stem(this);
        MatchEqual();
        MatchSynonyms();
        return own.Length - hypothesis.Count;
    }

    private void MatchEqual()
    {
        for (int i = hypothesis.Count - 1; i >= 0; i--)
        {
            Take(i, reference.Words.LastIndexOf(hypothesis.Words[i]));
        }
    }

    private void MatchSynonyms()
    {
        for (int i = hypothesis.Count - 1; i >= 0 && reference.Count > 0; i--)
        {
            Take(i, reference.Words.LastIndexOfAny(Synonyms(hypothesis.Words[i])));
        }
    }

    private void Take(int i, int j)
    {
        if (j >= 0)
        {
            matched[hypothesis.Remove(i)] = reference.Remove(j);
        }
    }

    // Runs of matches that follow each other in both sentences.
    private int Chunks(int length)
    {
        int chunks = 0;
        for (int i = 0; i < length; i++)
        {
            bool follows = i > 0 && matched[i - 1] >= 0 && matched[i] == matched[i - 1] + 1;
            chunks += matched[i] >= 0 && !follows ? 1 : 0;
        }
        return chunks;
    }

    private int Lower(int token) =>
        Cached(lower, token) is >= 0 and int known ? known : lower[token] = words.Number(tokens[token].ToLowerInvariant());

    private int Stem(int word) => Cached(stems, word) is >= 0 and int known ? known : stems[word] = words.Number(stemmer.Stem(words[word]));

    private int[] Synonyms(int stem)
    {
        while (synonyms.Count <= stem)
        {
            synonyms.Add(null);
        }
        return synonyms[stem] ??= wordNet is null ? [] : [.. wordNet.Synonyms(words[stem]).Select(synonym => words.Number(synonym))];
    }

    private static int Cached(List<int> cache, int key)
    {
        while (cache.Count <= key)
        {
            cache.Add(-1);
        }
        return cache[key];
    }

    // Words of a sentence that have no partner yet, and their places.
    private struct Remaining()
    {
        private int[] words = [], places = [];

        public int Count { get; private set; }

        public readonly ReadOnlySpan<int> Words => words.AsSpan(0, Count);

        public void Set(ReadOnlySpan<int> sentence, Meteor meteor)
        {
            if (words.Length < sentence.Length)
            {
                (words, places) = (new int[2 * sentence.Length], new int[2 * sentence.Length]);
            }
            Count = sentence.Length;
            for (int i = 0; i < Count; i++)
            {
                (words[i], places[i]) = (meteor.Lower(sentence[i]), i);
            }
        }

        public readonly void Stem(Meteor meteor)
        {
            for (int i = 0; i < Count; i++)
            {
                words[i] = meteor.Stem(words[i]);
            }
        }

        /// <returns>The place of the word that was taken out.</returns>
        public int Remove(int at)
        {
            int place = places[at];
            Count--;
            words.AsSpan(at + 1, Count - at).CopyTo(words.AsSpan(at));
            places.AsSpan(at + 1, Count - at).CopyTo(places.AsSpan(at));
            return place;
        }
    }
}
