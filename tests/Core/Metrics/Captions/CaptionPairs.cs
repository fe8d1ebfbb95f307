using VoxPilot.Core.Metrics.Captions;

namespace VoxPilot.Core.Tests.Metrics.Captions;

/// <summary>Pairs for tests: made up at random, and filled into a <see cref="TokenizedPair"/>.</summary>
internal static class CaptionPairs
{
    /// <summary>Hypothesis first, then one to five references, of 0 … 90 words (references: 1 …) from a small vocabulary, so that n-grams repeat.</summary>
    public static List<string[][]> Random(int seed, int count)
    {
        Random random = new(seed);
        string[] Words(int least)
        {
            int most = random.Next(3) switch { 0 => 4, 1 => 20, _ => 90 }, vocabulary = random.Next(2) == 0 ? 6 : 200;
            return [.. Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => $"w{random.Next(vocabulary)}")];
        }
        return [.. Enumerable.Range(0, count).Select(_ => (string[][])[Words(0), .. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Words(1))])];
    }

    /// <summary>Fills the pair.</summary>
    public static TokenizedPair Fill(this TokenizedPair pair, string[][] sentences)
    {
        pair.Clear();
        foreach (string[] sentence in sentences)
        {
            foreach (string word in sentence)
            {
                pair.Add(word);
            }
            pair.EndSentence();
        }
        return pair;
    }

    /// <summary>Splits texts at spaces: hypothesis and references.</summary>
    public static string[][] Of(params string[] texts) => [.. texts.Select(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
