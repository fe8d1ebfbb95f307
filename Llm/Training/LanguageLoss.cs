using static TorchSharp.torch;

namespace VoxPilot.Llm;

// N tokens, V vocabulary

/// <summary>
/// Cross-entropy of the next token, over those that are to be answered, as a mean weighted by token: numbers count more than words
/// (OmniDrive, spec/sparseoccvla.md §6.1).
/// </summary>
/// <param name="weights">(V): weight of each token; null: all count the same.</param>
public sealed class LanguageLoss(Tensor? weights = null)
{
    /// <summary>Label of what is not learnt.</summary>
    public const long Ignored = -100;

    /// <summary>What digits, signs and the point count.</summary>
    public const float NumberWeight = 3;

    private static readonly System.Buffers.SearchValues<char> Numeric = System.Buffers.SearchValues.Create("+-0123456789.");

    /// <summary>Weights (V) of a vocabulary: pieces that are a digit, a sign or a point, with or without a space before, count <see cref="NumberWeight"/>.</summary>
    public static Tensor Weights(SentencePieceVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return tensor([.. vocabulary.Pieces.Select(piece => piece.TrimStart('▁') is { Length: 1 } text && Numeric.Contains(text[0]) ? NumberWeight : 1f)]);
    }

    /// <summary>The loss; 0 where nothing is to be answered.</summary>
    /// <param name="logits">(N, V) at the tokens before.</param>
    /// <param name="labels">(N), 64-bit: the tokens that follow, <see cref="Ignored"/> where nothing is learnt.</param>
    /// <param name="shares">(N): how much each counts beside its token's weight; null: all the same.</param>
    public Tensor Of(Tensor logits, Tensor labels, Tensor? shares = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = NewDisposeScope();
        var learnt = labels.ne(Ignored);
        var target = labels.clamp(min: 0);
        var each = -logits.to_type(ScalarType.Float32).log_softmax(-1).gather(-1, target.unsqueeze(-1)).squeeze(-1);   // (N)
        var weight = learnt.to_type(ScalarType.Float32) * (weights is null ? 1 : weights.index_select(0, target)) * (shares is null ? 1 : shares);
        return ((each * weight).sum() / weight.sum().clamp(min: 1e-6)).MoveToOuterDisposeScope();
    }
}
