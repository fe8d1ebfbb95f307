namespace VoxPilot.Core.Metrics.Captions;

/// <summary>
/// The protocol of HERMES, by which SparseOccVLA's Table 1 was made (LMD0311/HERMES, <c>extra_tools/eval_hermes_results.py</c>; spec/sparseoccvla.md
/// §10.3): CIDEr, ROUGE-L and BLEU on the texts as they are, split at white space, with capitals and punctuation; METEOR by nltk on its own
/// word tokens. All pairs are pooled.
/// </summary>
/// <remarks>HERMES' nltk finds sentences with a trained model, this one without (<see cref="NltkWordTokenizer"/>); it matters to METEOR alone, and only where a text has abbreviations.</remarks>
public sealed class HermesProtocol : ICaptionProtocol
{
    private const string Texts = "on the texts as they are, split at white space, no PTB tokens (HERMES)";

    private readonly CaptionScorers scorers = new();
    private readonly Meteor meteor;
    private readonly bool synonyms;
    private readonly NltkWordTokenizer tokenizer = new();
    private readonly TokenizedPair words, betweenSpaces, tokens;

    /// <summary>No pairs yet.</summary>
    /// <param name="wordNet">METEOR's synonyms (<see cref="WordNet.Find"/>). Without, METEOR is another figure and goes by another name.</param>
    public HermesProtocol(WordNet? wordNet)
    {
        WordTable table = new();
        (words, betweenSpaces, tokens) = (new(table), new(table), new(table));
        (meteor, synonyms) = (new(table, wordNet), wordNet is not null);
    }

    /// <inheritdoc/>
    public string Id => "hermes";

    /// <inheritdoc/>
    public string Title => "HERMES: texts as they are";

    /// <inheritdoc/>
    public void Add(int scene, string hypothesis, IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(references);
        words.Clear();
        betweenSpaces.Clear();
        tokens.Clear();
        for (int s = 0; s <= references.Count; s++)
        {
            string text = s == 0 ? hypothesis : references[s - 1];
            words.AddWords(text);
            betweenSpaces.AddBetweenSpaces(text);
            tokenizer.AddWords(text, tokens);
            words.EndSentence();
            betweenSpaces.EndSentence();
            tokens.EndSentence();
        }
        scorers.Add(scene, words, betweenSpaces);
        meteor.Add(scene, tokens);
    }

    /// <inheritdoc/>
    public IReadOnlyList<CaptionMeasure> Measures()
    {
        (CaptionMeasure cider, CaptionMeasure rouge, IReadOnlyList<CaptionMeasure> bleu) = scorers.Measures(Texts);
        const string Nltk = "nltk 3.8's meteor_score on its word_tokenize, sentences by an untrained Punkt (HERMES)";
        CaptionMeasure third = synonyms
            ? new("meteor", "METEOR", $"{Nltk}; WordNet 3.0; mean over pairs; not METEOR 1.5", meteor.Measure, meteor.PerSample)
            : new("meteor-without-wordnet", "METEOR without WordNet", $"{Nltk}, but WordNet is not installed: no synonyms, lower than METEOR; mean over pairs", meteor.Measure, meteor.PerSample);
        return [cider, rouge, third, .. bleu];
    }
}
