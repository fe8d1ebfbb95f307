namespace VoxPilot.Core.Metrics.Captions;

/// <summary>
/// The protocol of COCO captions (salaniz/pycocoevalcap): CIDEr, ROUGE-L and BLEU on Penn Treebank tokens in lower case without punctuation.
/// COCO's METEOR (the Java program METEOR 1.5) and SPICE are not part of it here.
/// </summary>
/// <remarks>Upstream joins the tokens with spaces and lets its scorers split them again; a token with a no-break space inside, such as "&lt;turn left&gt;", is two words to CIDEr and BLEU and one to ROUGE-L. So it is here.</remarks>
public sealed class CocoProtocol : ICaptionProtocol
{
    private const string Texts = "on PTB tokens in lower case without punctuation (COCO)";

    private readonly Func<string, string[]> tokenize;
    private readonly CaptionScorers scorers = new();
    private readonly TokenizedPair words, betweenSpaces;

    /// <summary>No pairs yet.</summary>
    /// <param name="tokenize">Penn Treebank tokens of a text, in lower case and without punctuation, as pycocoevalcap's PTBTokenizer gives them.</param>
    public CocoProtocol(Func<string, string[]> tokenize)
    {
        ArgumentNullException.ThrowIfNull(tokenize);
        WordTable table = new();
        (this.tokenize, words, betweenSpaces) = (tokenize, new(table), new(table));
    }

    /// <inheritdoc/>
    public string Id => "coco";

    /// <inheritdoc/>
    public string Title => "COCO: PTB tokens";

    /// <inheritdoc/>
    public void Add(int scene, string hypothesis, IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(hypothesis);
        ArgumentNullException.ThrowIfNull(references);
        words.Clear();
        betweenSpaces.Clear();
        AddSentence(hypothesis);
        foreach (string reference in references)
        {
            AddSentence(reference);
        }
        scorers.Add(scene, words, betweenSpaces);
    }

    /// <inheritdoc/>
    public IReadOnlyList<CaptionMeasure> Measures()
    {
        (CaptionMeasure cider, CaptionMeasure rouge, IReadOnlyList<CaptionMeasure> bleu) = scorers.Measures(Texts);
        return [cider, rouge, .. bleu];
    }

    private void AddSentence(string text)
    {
        string[] tokens = tokenize(text);
        if (tokens.Length == 0)
        {
            betweenSpaces.Add(""); // an empty text is one empty word to ROUGE-L
        }
        foreach (string token in tokens)
        {
            words.AddWords(token);
            betweenSpaces.Add(token);
        }
        words.EndSentence();
        betweenSpaces.EndSentence();
    }
}
