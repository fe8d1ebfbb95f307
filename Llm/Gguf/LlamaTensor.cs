namespace VoxPilot.Llm;

/// <summary>One weight of a Llama.</summary>
/// <param name="Name">Its name in GGUF.</param>
/// <param name="HuggingFaceName">Its name in Hugging Face's state dict.</param>
/// <param name="Shape">Row-major: (out, in), or (width).</param>
/// <param name="RotaryHeads">Heads whose rows are interleaved for GGUF's rotary embedding; 0 where rows stay as they are.</param>
public sealed record LlamaTensor(string Name, string HuggingFaceName, IReadOnlyList<long> Shape, int RotaryHeads = 0)
{
    /// <summary>Whether it is a matrix (and so may be stored in half precision or quantised).</summary>
    public bool IsMatrix => Shape.Count == 2;
}
