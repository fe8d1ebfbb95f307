using System.Text;

namespace VoxPilot.Llm.Grammar;

/// <summary>Some fixed texts as rules that share their beginnings: however many there are, only one reading is open at a time.</summary>
internal static class LiteralTrie
{
    /// <summary>The expression of all the texts.</summary>
    public static string Write(GrammarRules rules, IEnumerable<string> texts)
    {
        var points = texts.Distinct().Select(text => text.EnumerateRunes().Select(rune => rune.Value).ToArray()).ToList();
        points.Sort((a, b) => a.AsSpan().SequenceCompareTo(b));
        return Node(rules, points, 0);
    }

    // The texts are sorted and agree in their first so many characters.
    private static string Node(GrammarRules rules, List<int[]> texts, int from)
    {
        var branches = new List<string>();
        for (var i = 0; i < texts.Count;)
        {
            if (texts[i].Length == from)
            {
                branches.Add(GrammarRules.Nothing);
                i++;
                continue;
            }

            var end = i + 1;
            while (end < texts.Count && texts[end][from] == texts[i][from])
            {
                end++;
            }

            // Between sorted texts all others agree with these two.
            var common = texts[i].AsSpan().CommonPrefixLength(texts[end - 1]);
            var literal = GrammarRules.Literal(Text(texts[i].AsSpan(from, common - from)));
            branches.Add(end == i + 1 ? literal : $"{literal} {rules.Add(Node(rules, texts.GetRange(i, end - i), common))}");
            i = end;
        }

        return string.Join(" | ", branches);
    }

    private static string Text(ReadOnlySpan<int> points)
    {
        var text = new StringBuilder();
        foreach (var point in points)
        {
            text.Append(new Rune(point));
        }

        return text.ToString();
    }
}
