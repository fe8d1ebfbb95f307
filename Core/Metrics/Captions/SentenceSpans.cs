namespace VoxPilot.Core.Metrics.Captions;

/// <summary>Sentences of one pair that lie one behind the other in an array of words: the hypothesis, then the references.</summary>
internal readonly ref struct SentenceSpans(int[] words, int start, ReadOnlySpan<int> ends)
{
    private readonly ReadOnlySpan<int> ends = ends;

    /// <summary>How many references there are.</summary>
    public int References => ends.Length - 1;

    /// <summary>Words of all sentences.</summary>
    public int Words => ends[^1] - start;

    /// <summary>Hypothesis (0) or reference (1 …).</summary>
    public ReadOnlySpan<int> this[int index] => words.AsSpan(index == 0 ? start : ends[index - 1])[..(ends[index] - (index == 0 ? start : ends[index - 1]))];
}
