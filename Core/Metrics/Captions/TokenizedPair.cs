namespace VoxPilot.Core.Metrics.Captions;

/// <summary>
/// A hypothesis and its references as numbers of one <see cref="WordTable"/>. The object is filled anew for each pair:
/// <see cref="Clear"/>, then for the hypothesis and each reference its words and <see cref="EndSentence"/>.
/// </summary>
public sealed class TokenizedPair
{
    private readonly WordTable table;
    private readonly List<int> ends = [];
    private int[] words = new int[256];
    private int count;

    /// <summary>An empty pair.</summary>
    public TokenizedPair(WordTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        this.table = table;
    }

    /// <summary>How many references there are.</summary>
    public int References => ends.Count - 1;

    /// <summary>Words of the hypothesis.</summary>
    public ReadOnlySpan<int> Hypothesis => Sentence(0);

    /// <summary>Words of the hypothesis and, behind it, of all references.</summary>
    internal ReadOnlySpan<int> Words => words.AsSpan(0, count);

    /// <summary>Words of a reference, from 0.</summary>
    public ReadOnlySpan<int> Reference(int index) => Sentence(index + 1);

    /// <summary>Hypothesis (0) or reference (1 …).</summary>
    internal ReadOnlySpan<int> Sentence(int index) => words.AsSpan(0, ends[index])[(index == 0 ? 0 : ends[index - 1])..];

    /// <summary>Forgets hypothesis and references.</summary>
    public void Clear()
    {
        ends.Clear();
        count = 0;
    }

    /// <summary>Adds a word to the sentence that was begun.</summary>
    public void Add(ReadOnlySpan<char> word)
    {
        if (count == words.Length)
        {
            Array.Resize(ref words, 2 * count);
        }
        words[count++] = table.Number(word);
    }

    /// <summary>Adds what stands between white space, as Python's <c>str.split()</c> does.</summary>
    public void AddWords(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length;)
        {
            int start = i;
            while (i < text.Length && !PythonSpace.Is(text[i]))
            {
                i++;
            }
            if (i > start)
            {
                Add(text[start..i]);
            }
            i++;
        }
    }

    /// <summary>Adds what stands between single spaces, as Python's <c>str.split(" ")</c> does: two spaces in a row have an empty word between them, and an empty text is one empty word.</summary>
    public void AddBetweenSpaces(ReadOnlySpan<char> text)
    {
        foreach (Range range in text.Split(' '))
        {
            Add(text[range]);
        }
    }

    /// <summary>Ends the hypothesis (the first time) or a reference.</summary>
    public void EndSentence() => ends.Add(count);

    /// <summary>What every scorer expects.</summary>
    /// <exception cref="ArgumentException">There is no hypothesis or no reference.</exception>
    internal void Check()
    {
        if (ends.Count < 2)
        {
            throw new ArgumentException($"A pair has a hypothesis and at least one reference; {Math.Max(0, References)} references were given. Leave out samples that have no reference.");
        }
    }
}
