namespace VoxPilot.Llm;

/// <summary>What a loaded language model is and what its runtime was set up for.</summary>
public sealed record LanguageRuntimeInfo
{
    /// <summary>Short description, as the runtime gives it (architecture, size, type of weights).</summary>
    public required string Description { get; init; }

    /// <summary>The engine beneath and its version.</summary>
    public required string Engine { get; init; }

    /// <summary>Model width: floats of one embedding and of one hidden state.</summary>
    public required int Width { get; init; }

    /// <summary>Tokens in the vocabulary: floats of one row of logits.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Transformer blocks.</summary>
    public required int Layers { get; init; }

    /// <summary>Places that one sequence has.</summary>
    public required int ContextPerSequence { get; init; }

    /// <summary>Sequences that can be held at once.</summary>
    public required int Sequences { get; init; }

    /// <summary>Rows that one decode may have; a bidirectional part must fit into it.</summary>
    public required int BatchRows { get; init; }

    /// <summary>The token that begins a sequence, or -1.</summary>
    public required int BeginToken { get; init; }

    /// <summary>The token that ends an answer, or -1.</summary>
    public required int EndToken { get; init; }

    /// <summary>Bytes of the weights.</summary>
    public required long WeightBytes { get; init; }

    /// <summary>Number of weights.</summary>
    public required long Parameters { get; init; }

    /// <summary>True if only the tokenizer was loaded: nothing can be decoded.</summary>
    public required bool VocabularyOnly { get; init; }
}
