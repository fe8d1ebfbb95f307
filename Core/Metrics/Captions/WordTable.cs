namespace VoxPilot.Core.Metrics.Captions;

/// <summary>Numbers for words: the same word has the same number, from 0 in the order of first sight.</summary>
public sealed class WordTable
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> bySpan;
    private readonly List<string> words = [];

    /// <summary>An empty table.</summary>
    public WordTable() => bySpan = numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Number of different words.</summary>
    public int Count => words.Count;

    /// <summary>The word of a number.</summary>
    public string this[int number] => words[number];

    /// <summary>The number of a word; a new word gets the next one.</summary>
    public int Number(ReadOnlySpan<char> word)
    {
        if (!bySpan.TryGetValue(word, out int number))
        {
            number = words.Count;
            words.Add(word.ToString());
            numbers.Add(words[number], number);
        }
        return number;
    }
}
