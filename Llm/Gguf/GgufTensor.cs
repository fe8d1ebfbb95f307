namespace VoxPilot.Llm;

/// <summary>A tensor's entry in a GGUF file.</summary>
/// <param name="Name">Its name, such as <c>blk.0.attn_q.weight</c>.</param>
/// <param name="Shape">Its shape in row-major order, slowest first: (out, in) for a matrix. The file stores it the other way round.</param>
/// <param name="Type">How its numbers are stored.</param>
/// <param name="Offset">Bytes from the beginning of the data section.</param>
public sealed record GgufTensor(string Name, IReadOnlyList<long> Shape, GgufTensorType Type, long Offset)
{
    /// <summary>Numbers in it.</summary>
    public long Elements => Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>Bytes of its data.</summary>
    public long Bytes => GgufEncoding.Bytes(Type, Elements);
}
