using System.Diagnostics.CodeAnalysis;

namespace VoxPilot.Llm;

/// <summary>How a GGUF tensor's numbers are stored, with the numbers of the file format.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "The file format's own names.")]
public enum GgufTensorType
{
    /// <summary>32-bit floats.</summary>
    F32 = 0,

    /// <summary>16-bit floats.</summary>
    F16 = 1,

    /// <summary>Blocks of 32: 4 bits each, one scale.</summary>
    Q4_0 = 2,

    /// <summary>Blocks of 32: 4 bits each, scale and minimum.</summary>
    Q4_1 = 3,

    /// <summary>Blocks of 32: 5 bits each, one scale.</summary>
    Q5_0 = 6,

    /// <summary>Blocks of 32: 5 bits each, scale and minimum.</summary>
    Q5_1 = 7,

    /// <summary>Blocks of 32: 8 bits each, one 16-bit scale.</summary>
    Q8_0 = 8,

    /// <summary>Blocks of 256, about 2.6 bits each.</summary>
    Q2_K = 10,

    /// <summary>Blocks of 256, about 3.4 bits each.</summary>
    Q3_K = 11,

    /// <summary>Blocks of 256, 4.5 bits each.</summary>
    Q4_K = 12,

    /// <summary>Blocks of 256, 5.5 bits each.</summary>
    Q5_K = 13,

    /// <summary>Blocks of 256, about 6.6 bits each.</summary>
    Q6_K = 14,

    /// <summary>8-bit integers.</summary>
    I8 = 24,

    /// <summary>16-bit integers.</summary>
    I16 = 25,

    /// <summary>32-bit integers.</summary>
    I32 = 26,

    /// <summary>64-bit integers.</summary>
    I64 = 27,

    /// <summary>64-bit floats.</summary>
    F64 = 28,

    /// <summary>The upper half of 32-bit floats.</summary>
    BF16 = 30,
}
