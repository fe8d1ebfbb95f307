namespace VoxPilot.Llm;

/// <summary>Vectors that stand in the sequence where token embeddings would stand.</summary>
/// <param name="Values">Row-major (Count, Width).</param>
/// <param name="Count">How many places of the sequence they take.</param>
/// <param name="Width">The language model's width.</param>
/// <param name="KeepHidden">Whether the hidden states after the last norm at these places are wanted back.</param>
public sealed record EmbeddingPart(float[] Values, int Count, int Width, bool KeepHidden = false) : PromptPart
{
    /// <summary>No value may be larger than this: a 16-bit KV cache could overflow and leave NaN behind for later sequences.</summary>
    public const float LargestValue = 1e4f;
}
