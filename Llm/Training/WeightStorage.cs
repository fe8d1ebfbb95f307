namespace VoxPilot.Llm;

/// <summary>How a trainable Llama keeps its matrices. Norms are in single precision in all of them.</summary>
public enum WeightStorage
{
    /// <summary>32-bit floats.</summary>
    Full,

    /// <summary>The upper half of 32-bit floats; products are computed in it too.</summary>
    BFloat16,

    /// <summary>8-bit integers with a scale for each row, frozen: a quarter of single precision, for a base under a LoRA.</summary>
    EightBit,
}
