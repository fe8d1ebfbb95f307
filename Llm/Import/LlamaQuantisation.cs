namespace VoxPilot.Llm;

/// <summary>How an imported Llama's matrices are stored.</summary>
public sealed record LlamaQuantisation
{
    private LlamaQuantisation(string name, int fileType, GgufTensorType? direct) => (Name, FileType, Direct) = (name, fileType, direct);

    /// <summary>32-bit floats.</summary>
    public static LlamaQuantisation F32 { get; } = new("F32", 0, GgufTensorType.F32);

    /// <summary>16-bit floats.</summary>
    public static LlamaQuantisation F16 { get; } = new("F16", 1, GgufTensorType.F16);

    /// <summary>8 bits, a scale for each block of 32.</summary>
    public static LlamaQuantisation Q8 { get; } = new("Q8_0", 7, GgufTensorType.Q8_0);

    /// <summary>About 4.8 bits, by llama.cpp: 4-bit blocks of 256, the more sensitive matrices in 6 bits.</summary>
    public static LlamaQuantisation Q4 { get; } = new("Q4_K_M", 15, null);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LlamaQuantisation> All { get; } = [F32, F16, Q8, Q4];

    /// <summary>llama.cpp's name.</summary>
    public string Name { get; }

    /// <summary>llama.cpp's number of the file type.</summary>
    internal int FileType { get; }

    /// <summary>The tensor type where this project writes it itself; null: llama.cpp does, from F16.</summary>
    internal GgufTensorType? Direct { get; }

    /// <summary>The one of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static LlamaQuantisation Of(string name) => All.FirstOrDefault(q => q.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"'{name}' is none of {string.Join(", ", All.Select(q => q.Name))}.", nameof(name));
}
