namespace VoxPilot.Llm;

/// <summary>Byte-pair encoding over words with counts: merges the most frequent pair of neighbours again and again; among equals the first in ordinal order.</summary>
internal sealed class BytePairTrainer
{
    private readonly List<(List<string> Symbols, long Count)> _words;

    public BytePairTrainer(IEnumerable<KeyValuePair<string, long>> words) =>
        _words = [.. words.Select(w => (w.Key.Select(c => c.ToString()).ToList(), w.Value)).Where(w => w.Item1.Count > 1)];

    /// <summary>Learns at most so many pieces, in the order of their merging.</summary>
    public List<string> Learn(int count)
    {
        var pieces = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (pieces.Count < count && MostFrequent() is var (left, right))
        {
            Merge(left, right);
            if (known.Add(left + right))
            {
                pieces.Add(left + right);
            }
        }

        return pieces;
    }

    private (string Left, string Right)? MostFrequent()
    {
        var counts = new Dictionary<(string, string), long>();
        foreach (var (symbols, count) in _words)
        {
            for (var i = 1; i < symbols.Count; i++)
            {
                var pair = (symbols[i - 1], symbols[i]);
                counts[pair] = counts.GetValueOrDefault(pair) + count;
            }
        }

        (string Left, string Right)? best = null;
        var most = 0L;
        foreach (var (pair, count) in counts)
        {
            if (count > most || (count == most && best is { } b && Before(pair, b)))
            {
                (best, most) = (pair, count);
            }
        }

        return best;
    }

    private static bool Before((string Left, string Right) a, (string Left, string Right) b)
    {
        var order = string.CompareOrdinal(a.Left, b.Left);
        return order < 0 || (order == 0 && string.CompareOrdinal(a.Right, b.Right) < 0);
    }

    private void Merge(string left, string right)
    {
        foreach (var (symbols, _) in _words)
        {
            for (var i = 1; i < symbols.Count; i++)
            {
                if (symbols[i - 1] == left && symbols[i] == right)
                {
                    symbols[i - 1] = left + right;
                    symbols.RemoveAt(i);
                }
            }
        }
    }
}
