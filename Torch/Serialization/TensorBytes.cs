using static TorchSharp.torch;

namespace VoxPilot.Torch;

/// <summary>Tensors from raw little-endian bytes.</summary>
internal static class TensorBytes
{
    /// <summary>Writes all bytes of a tensor.</summary>
    public delegate void Filler(Span<byte> target);

    /// <summary>A new CPU tensor of the given type and shape, whose bytes <paramref name="fill"/> writes. A failure leaves no tensor behind.</summary>
    public static Tensor Create(string path, string name, ScalarType type, long[] shape, Filler fill)
    {
        Tensor tensor = empty(shape, dtype: type);
        try
        {
            if (tensor.numel() > 0)
            {
                Span<byte> bytes = tensor.bytes;
                fill(bytes);
                if (type == ScalarType.Bool && bytes.IndexOfAnyExceptInRange((byte)0, (byte)1) is >= 0 and int at)
                {
                    throw new TensorFileException(path, $"tensor '{name}' is boolean and has the byte {bytes[at]} at element {at}.");
                }
            }

            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }
}
