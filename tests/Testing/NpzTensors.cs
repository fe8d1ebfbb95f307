using VoxPilot.Core.Formats;

using static TorchSharp.torch;

namespace VoxPilot.Testing;

/// <summary>NumPy archives as tensors.</summary>
public static class NpzTensors
{
    /// <summary>All arrays of an npz file by name, with their element types; unsigned 16-bit numbers become 32-bit ones.</summary>
    public static Dictionary<string, Tensor> Load(string path) =>
        NpzFile.Read(path).ToDictionary(pair => pair.Key, pair => ToTensor(pair.Value), StringComparer.Ordinal);

    /// <summary>One array as a tensor.</summary>
    public static Tensor ToTensor(NpyArray array)
    {
        Array values = array.Type == NpyType.UInt16 ? Array.ConvertAll(array.As<ushort>(), value => (int)value) : array.Values;
        return from_array(values).reshape(Array.ConvertAll(array.Shape, size => (long)size));
    }
}
