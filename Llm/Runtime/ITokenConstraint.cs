namespace VoxPilot.Llm;

/// <summary>
/// Which tokens may come next in one answer, by a grammar. It moves on with each token that is accepted. One thread at a time may call it;
/// nothing of it allocates once <see cref="Mask"/> has been called.
/// </summary>
public interface ITokenConstraint : IDisposable
{
    /// <summary>Whether a token may come next. An end token may where the grammar is complete.</summary>
    bool Allows(int token);

    /// <summary>Sets the logits (Vocabulary) of all tokens that may not come next to −∞.</summary>
    /// <returns>How many may.</returns>
    int Mask(Span<float> logits);

    /// <summary>Takes the token that came. An end token changes nothing.</summary>
    /// <exception cref="LanguageRuntimeException">It may not come next.</exception>
    void Accept(int token);
}
