namespace VoxPilot.Llm.Engine;

/// <summary>Places of a prompt that go through the model in the same manner: all tokens or all embeddings.</summary>
internal sealed record PromptSegment
{
    public int[]? Tokens { get; init; }

    public float[]? Embeddings { get; init; }

    public required int Count { get; init; }

    public bool KeepHidden { get; init; }

    /// <summary>Runs as one batch whose rows see each other.</summary>
    public bool Bidirectional { get; init; }
}
