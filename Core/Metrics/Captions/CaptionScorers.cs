namespace VoxPilot.Core.Metrics.Captions;

/// <summary>The scorers of pycocoevalcap over texts that were split in a protocol's way.</summary>
internal sealed class CaptionScorers
{
    private readonly Cider cider = new();
    private readonly RougeL rouge = new();
    private readonly BleuScorer bleu = new();

    /// <summary>Adds a pair.</summary>
    /// <param name="scene">Position of its scene.</param>
    /// <param name="words">Split at white space, for CIDEr and BLEU.</param>
    /// <param name="betweenSpaces">Split at single spaces, for ROUGE-L.</param>
    public void Add(int scene, TokenizedPair words, TokenizedPair betweenSpaces)
    {
        cider.Add(scene, words);
        rouge.Add(scene, betweenSpaces);
        bleu.Add(scene, words);
    }

    /// <summary>CIDEr and ROUGE-L, and BLEU-1 … BLEU-4.</summary>
    /// <param name="texts">How texts were split, as the end of the convention's sentence.</param>
    public (CaptionMeasure Cider, CaptionMeasure Rouge, IReadOnlyList<CaptionMeasure> Bleu) Measures(string texts) =>
    (
        new("cider", "CIDEr", $"pycocoevalcap's Cider, {texts}; idf of the whole set, also where scenes are drawn: compare the same pairs only", cider.Measure, cider.PerSample),
        new("rouge-l", "ROUGE-L", $"pycocoevalcap's Rouge (β = 1.2), {texts}; mean over pairs", rouge.Measure, rouge.PerSample),
        [.. Enumerable.Range(1, NGramKeys.Orders).Select(n =>
            new CaptionMeasure($"bleu-{n}", $"BLEU-{n}", $"pycocoevalcap's Bleu, closest reference length, {texts}; counts summed over pairs", bleu.Measure(n), bleu.PerSample(n)))]
    );
}
