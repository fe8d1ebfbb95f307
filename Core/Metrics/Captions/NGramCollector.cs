namespace VoxPilot.Core.Metrics.Captions;

/// <summary>One thread's part of counting: hands the different n-grams of a pair's references to <see cref="DocumentFrequency"/>.</summary>
internal sealed class NGramCollector(DocumentFrequency frequency)
{
    private readonly NGramIndex index = new();
    private readonly DocumentFrequency.ShardedKeys keys = frequency.NewList();
    private int[] numbers = [];

    public void Add(SentenceSpans sentences)
    {
        int most = NGramIndex.Most(sentences.Words);
        if (numbers.Length < most)
        {
            numbers = new int[2 * most];
        }
        index.Clear(sentences.Words);
        for (int r = 1; r <= sentences.References; r++)
        {
            index.Enter(sentences[r], numbers);
        }
        foreach (ulong key in index.Keys)
        {
            keys.Add(key);
        }
    }
}
