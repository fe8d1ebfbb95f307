using TorchSharp;

using static TorchSharp.torch;

namespace VoxPilot.Torch;

/// <summary>Safetensors files as dictionaries of tensors.</summary>
public static class Safetensors
{
    /// <summary>Reads all tensors of a file.</summary>
    /// <exception cref="TensorFileException">The file is absent, cut short or malformed.</exception>
    public static Dictionary<string, Tensor> Load(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return file.ReadAll();
    }

    /// <summary>
    /// Writes tensors to a file, through a temporary file beside it that takes its place when complete. The same tensors give the
    /// same bytes: they stand in falling order of element size (which keeps each aligned) and in ordinal order of their names.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors by name, on any device, of any strides.</param>
    /// <param name="metadata">Strings for <c>__metadata__</c>.</param>
    /// <exception cref="TensorFileException">A tensor's type has no place in the format, or the file cannot be written.</exception>
    public static void Save(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        List<KeyValuePair<string, Tensor>> ordered = [.. tensors
            .OrderByDescending(pair => ElementType.SizeOf(pair.Value.dtype))
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)];
        byte[] header = new SafetensorsHeader(Lay(path, ordered), metadata ?? new Dictionary<string, string>()).ToBytes();
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write))
            {
                stream.Write(header);
                foreach ((_, Tensor tensor) in ordered)
                {
                    Write(stream, tensor);
                }
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception failure)
        {
            File.Delete(temporary);
            if (failure is IOException or UnauthorizedAccessException)
            {
                throw new TensorFileException(path, $"cannot be written: {failure.Message}", failure);
            }

            throw;
        }
    }

    private static List<SafetensorsEntry> Lay(string path, List<KeyValuePair<string, Tensor>> ordered)
    {
        List<SafetensorsEntry> entries = [];
        long at = 0;
        foreach ((string name, Tensor tensor) in ordered)
        {
            int size = ElementType.SizeOf(tensor.dtype);
            if (size == 0 || name == "__metadata__")
            {
                throw new TensorFileException(path, $"tensor '{name}' of type {tensor.dtype} has no place in a safetensors file.");
            }

            entries.Add(new SafetensorsEntry(name, tensor.dtype, tensor.shape, at, tensor.numel() * size));
            at += entries[^1].ByteCount;
        }

        return entries;
    }

    private static void Write(FileStream stream, Tensor tensor)
    {
        if (tensor.numel() == 0)
        {
            return;
        }

        using DisposeScope scope = NewDisposeScope();
        stream.Write(tensor.detach().cpu().contiguous().bytes);
    }
}
