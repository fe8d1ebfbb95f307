namespace VoxPilot.Llm;

/// <summary>
/// The seam to what runs the language model: tokens or embeddings in, logits and hidden states out, sequences forked and dropped, adapters.
/// Low level and synchronous. One thread at a time may call it; only <see cref="Info"/> and the tokenizer's methods
/// (<see cref="Tokenize"/>, <see cref="Piece"/>, <see cref="IsEnd"/>, <see cref="Constrain"/>) may be called from any thread.
/// </summary>
public interface ILanguageRuntime : IDisposable
{
    /// <summary>What is loaded.</summary>
    LanguageRuntimeInfo Info { get; }

    /// <summary>Asked now and then while a decode runs; true ends it with <see cref="DecodeStatus.Aborted"/>. Must not throw.</summary>
    Func<bool>? ShouldAbort { get; set; }

    /// <summary>Tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addBegin">Whether the begin token is put in front.</param>
    /// <param name="parseSpecial">Whether special tokens written in the text are recognised.</param>
    int[] Tokenize(string text, bool addBegin, bool parseSpecial);

    /// <summary>The bytes that a token stands for: none for a control token, one for a byte token, otherwise its UTF-8 text.</summary>
    ReadOnlyMemory<byte> Piece(int token);

    /// <summary>Whether a token ends an answer.</summary>
    bool IsEnd(int token);

    /// <summary>A constraint that keeps an answer inside a grammar. May be called from any thread; the caller disposes it.</summary>
    /// <param name="grammar">The grammar in GBNF, llama.cpp's notation; the answer is what its rule <c>root</c> derives.</param>
    /// <exception cref="LanguageRuntimeException">The engine refused the grammar.</exception>
    ITokenConstraint Constrain(string grammar);

    /// <summary>
    /// Runs the rows through the model and appends them to their sequences. With <paramref name="causal"/> false every row
    /// also attends to the later rows of its own sequence in this batch.
    /// </summary>
    /// <exception cref="LanguageRuntimeException">The engine refused or failed; none of the rows remain.</exception>
    DecodeStatus Decode(LanguageBatch batch, bool causal);

    /// <summary>Logits of a row of the last decode, (Vocabulary). Valid until the next decode.</summary>
    ReadOnlySpan<float> Logits(int row);

    /// <summary>Hidden state after the last norm of a row of the last decode, (Width). Valid until the next decode.</summary>
    ReadOnlySpan<float> Hidden(int row);

    /// <summary>Makes sequence <paramref name="target"/> a copy of <paramref name="source"/>; what it held is dropped.</summary>
    void Fork(int source, int target);

    /// <summary>Drops what a sequence holds from a position on; 0 drops it all.</summary>
    void Truncate(int sequence, int position);

    /// <summary>Loads a LoRA adapter (GGUF) and returns its number.</summary>
    int LoadAdapter(string path);

    /// <summary>Forgets an adapter.</summary>
    void UnloadAdapter(int adapter);

    /// <summary>Chooses the adapter of the decodes that follow, or none.</summary>
    void UseAdapter(int? adapter, float scale);
}
