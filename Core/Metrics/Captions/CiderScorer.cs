namespace VoxPilot.Core.Metrics.Captions;

/// <summary>One thread's part of scoring (upstream: <c>cider_scorer.py</c>).</summary>
/// <param name="frequency">Of all pairs.</param>
/// <param name="pairs">How many pairs there are.</param>
internal sealed class CiderScorer(DocumentFrequency frequency, int pairs)
{
    private const int Orders = NGramKeys.Orders;
    private const double Sigma = 6;
    private const double Scale = 10;

    private readonly NGramIndex index = new();
    private readonly double[] logarithms = [.. Enumerable.Range(0, 1024).Select(i => Math.Log(Math.Max(1, i)))]; // of the usual counts
    private readonly double highest = Math.Log(pairs); // idf of what is in one pair, or in none
    private int[] numbers = [], hypothesis = [], reference = []; // reference: zero between two uses
    private double[] idf = [];
    private ulong[] keys = []; // keys, numbers and counts of n-grams whose frequency is asked for
    private int[] wanted = [], counts = [];

    public double Score(SentenceSpans sentences)
    {
        Reserve(sentences.Words);
        index.Clear(sentences.Words);
        ReadOnlySpan<int> own = Enter(sentences[0]);
        Span<double> norms = stackalloc double[Orders];
        norms.Clear();
        Array.Clear(hypothesis, 0, NGramIndex.Most(sentences.Words));
        foreach (int i in own)
        {
            hypothesis[i]++;
        }
        for (int i = 0; i < index.Count; i++)
        {
            norms[index.Orders[i]] += Square(hypothesis[i] * idf[i]);
        }
        double sum = 0;
        for (int r = 1; r <= sentences.References; r++)
        {
            sum += Penalty(sentences[0].Length, sentences[r].Length) * Cosines(Enter(sentences[r]), sentences[r].Length, norms);
        }
        return sum / Orders / sentences.References * Scale;
    }

    // Sum of the clipped cosines of all orders.
    private double Cosines(ReadOnlySpan<int> found, int words, ReadOnlySpan<double> norms)
    {
        foreach (int i in found)
        {
            reference[i]++;
        }
        double sum = 0;
        for (int n = 0; n < Math.Min(Orders, words); n++)
        {
            double dot = 0, norm = 0;
            foreach (int i in found[..(words - n)])
            {
                int times = reference[i];
                reference[i] = 0; // equal n-grams are taken together
                double weight = times * idf[i];
                norm += weight * weight;
                dot += Math.Min(hypothesis[i], times) * idf[i] * weight;
            }
            double product = Math.Sqrt(norms[n]) * Math.Sqrt(norm);
            sum += product > 0 ? dot / product : dot;
            found = found[(words - n)..];
        }
        return sum;
    }

    // Upstream's length is the number of bigrams.
    private static double Penalty(int length, int other) =>
        Math.Exp(-Square(Math.Max(0, length - 1) - Math.Max(0, other - 1)) / (2 * Sigma * Sigma));

    private static double Square(double x) => x * x;

    // Numbers of a sentence's n-grams; the new ones get their idf.
    private ReadOnlySpan<int> Enter(ReadOnlySpan<int> words)
    {
        int known = index.Count;
        ReadOnlySpan<int> found = numbers.AsSpan(0, index.Enter(words, numbers)), rest = found, shorter = default;
        for (int n = 0; n < Math.Min(Orders, words.Length); n++)
        {
            ReadOnlySpan<int> here = rest[..(words.Length - n)];
            int asked = 0;
            for (int i = 0; i < here.Length; i++)
            {
                int number = here[i];
                // Where the first or the last words are in a single pair, so is the whole.
                bool single = n > 0 && (idf[shorter[i]] == highest || idf[shorter[i + 1]] == highest);
                idf[number] = number < known ? idf[number] : highest;
                (keys[asked], wanted[asked]) = (index.Keys[number], number);
                asked += number < known || single ? 0 : 1;
            }
            frequency.Of(keys.AsSpan(0, asked), counts);
            for (int i = 0; i < asked; i++)
            {
                idf[wanted[i]] = highest - Logarithm(counts[i]);
            }
            rest = rest[here.Length..];
            shorter = here;
        }
        return found;
    }

    private double Logarithm(int count) => count < logarithms.Length ? logarithms[count] : Math.Log(count);

    private void Reserve(int words)
    {
        int most = NGramIndex.Most(words);
        if (numbers.Length < most)
        {
            (numbers, hypothesis, reference, idf) = (new int[2 * most], new int[2 * most], new int[2 * most], new double[2 * most]);
        }
        if (wanted.Length < words)
        {
            (keys, wanted, counts) = (new ulong[2 * words], new int[2 * words], new int[2 * words]);
        }
    }
}
