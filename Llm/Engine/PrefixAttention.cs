namespace VoxPilot.Llm;

/// <summary>How the embeddings of a prefix attend to each other (spec/sparseoccvla.md §9.6).</summary>
public enum PrefixAttention
{
    /// <summary>Each place sees those before it.</summary>
    Causal,

    /// <summary>The places of an embedding part see each other in both directions, and what stands before them. Text stays causal.</summary>
    Bidirectional,
}
