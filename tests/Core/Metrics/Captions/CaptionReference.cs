namespace VoxPilot.Core.Tests.Metrics.Captions;

/// <summary>BLEU, ROUGE-L and CIDEr from their formulas, with n-grams as strings in dictionaries: the plain twins of the scorers.</summary>
internal static class CaptionReference
{
    public static double Bleu(IEnumerable<string[][]> pairs, int order)
    {
        double length = 0, closest = 0, product = 1;
        foreach (string[][] pair in pairs)
        {
            length += pair[0].Length;
            closest += pair[1..].Select(r => r.Length).OrderBy(l => Math.Abs(l - pair[0].Length)).ThenBy(l => l).First();
        }
        for (int n = 1; n <= order; n++)
        {
            double correct = 0, guess = 0;
            foreach (string[][] pair in pairs)
            {
                Dictionary<string, int>[] references = [.. pair[1..].Select(r => Count(r, n))];
                foreach ((string gram, int times) in Count(pair[0], n))
                {
                    correct += Math.Min(times, references.Max(r => r.GetValueOrDefault(gram)));
                }
                guess += Math.Max(0, pair[0].Length - n + 1);
            }
            product *= (correct + 1e-15) / (guess + 1e-9);
        }
        double ratio = (length + 1e-15) / (closest + 1e-9);
        return Math.Pow(product, 1.0 / order) * Math.Min(1, Math.Exp(1 - 1 / ratio));
    }

    public static double RougeL(string[][] pair)
    {
        double precision = pair[1..].Max(r => (double)Common(pair[0], r) / pair[0].Length), recall = pair[1..].Max(r => (double)Common(pair[0], r) / r.Length);
        return precision == 0 ? 0 : 2.44 * precision * recall / (recall + 1.44 * precision);
    }

    public static int Common(string[] a, string[] b)
    {
        int[,] table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < b.Length; j++)
            {
                table[i + 1, j + 1] = a[i] == b[j] ? table[i, j] + 1 : Math.Max(table[i, j + 1], table[i + 1, j]);
            }
        }
        return table[a.Length, b.Length];
    }

    public static double[] Cider(IReadOnlyList<string[][]> pairs)
    {
        double[] scores = new double[pairs.Count];
        for (int n = 1; n <= 4; n++)
        {
            Dictionary<string, int> frequency = [];
            foreach (string gram in pairs.SelectMany(pair => pair[1..].SelectMany(r => Count(r, n).Keys).Distinct()))
            {
                frequency[gram] = frequency.GetValueOrDefault(gram) + 1;
            }
            for (int i = 0; i < pairs.Count; i++)
            {
                string[] hypothesis = pairs[i][0];
                Dictionary<string, double> own = Weigh(hypothesis);
                foreach (string[] reference in pairs[i][1..])
                {
                    Dictionary<string, double> other = Weigh(reference);
                    double dot = own.Sum(g => Math.Min(g.Value, other.GetValueOrDefault(g.Key)) * other.GetValueOrDefault(g.Key));
                    double norms = Math.Sqrt(own.Values.Sum(w => w * w) * other.Values.Sum(w => w * w));
                    double gap = Math.Max(0, hypothesis.Length - 1) - Math.Max(0, reference.Length - 1);
                    scores[i] += norms == 0 ? 0 : 10.0 / 4 / (pairs[i].Length - 1) * dot / norms * Math.Exp(-gap * gap / 72);
                }
            }

            Dictionary<string, double> Weigh(string[] words) =>
                Count(words, n).ToDictionary(g => g.Key, g => g.Value * Math.Log(pairs.Count / (double)Math.Max(1, frequency.GetValueOrDefault(g.Key))));
        }
        return scores;
    }

    private static Dictionary<string, int> Count(string[] words, int n) =>
        Enumerable.Range(0, Math.Max(0, words.Length - n + 1)).GroupBy(i => string.Join(' ', words[i..(i + n)])).ToDictionary(g => g.Key, g => g.Count());
}
