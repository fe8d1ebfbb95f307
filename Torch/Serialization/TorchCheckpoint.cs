using static TorchSharp.torch;

namespace VoxPilot.Torch;

/// <summary>
/// Reads PyTorch checkpoints (<c>.pth</c>, <c>.pt</c>, <c>.bin</c>) of both formats, the zip one and the one before PyTorch 1.6,
/// without Python and without running anything a file names (<see cref="PickleReader"/>).
/// </summary>
public static class TorchCheckpoint
{
    private const int MaximumDepth = 64;
    private const string ModulePrefix = "module.";
    private static readonly string[] s_stateDictKeys = ["state_dict", "model_state_dict", "model"];

    /// <summary>
    /// The tensors of a checkpoint by name, on the CPU, contiguous, of the types they were saved in. Where the checkpoint keeps its
    /// weights under <c>state_dict</c>, <c>model_state_dict</c> or <c>model</c>, those are read; nested dictionaries are flattened with dots; the
    /// <c>module.</c> that DataParallel puts before every name is taken off; what is not a tensor is left out.
    /// </summary>
    /// <exception cref="TensorFileException">The file is absent, damaged, not a checkpoint, or asks for more than plain tensors.</exception>
    public static Dictionary<string, Tensor> Read(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            using ICheckpointArchive archive = OpenArchive(path, stream);
            return Build(path, archive);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TensorFileException(path, $"cannot be read: {failure.Message}", failure);
        }
    }

    private static ICheckpointArchive OpenArchive(string path, FileStream stream)
    {
        Span<byte> start = stackalloc byte[4];
        int count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return start[..count] switch
        {
            [(byte)'P', (byte)'K', 3, 4] => ZipCheckpoint.Open(path, stream),
            [0x80, 2, (byte)PickleOpcode.Long1, 10] => LegacyCheckpoint.Open(path, stream),
            _ => throw new TensorFileException(path, "is neither a PyTorch zip checkpoint nor one of the format before PyTorch 1.6."),
        };
    }

    private static Dictionary<string, Tensor> Build(string path, ICheckpointArchive archive)
    {
        if (archive.Root is not PickleDict root)
        {
            throw new TensorFileException(path, "does not hold a dictionary of tensors.");
        }

        PickleDict states = s_stateDictKeys.Select(root.Find).OfType<PickleDict>().FirstOrDefault() ?? root;
        List<KeyValuePair<string, PickledTensor>> found = [];
        Collect(path, states, "", 0, found);
        if (found.Count == 0)
        {
            throw new TensorFileException(path, "holds no tensors.");
        }

        int strip = found.TrueForAll(pair => pair.Key.StartsWith(ModulePrefix, StringComparison.Ordinal)) ? ModulePrefix.Length : 0;
        Dictionary<string, Tensor> tensors = new(found.Count, StringComparer.Ordinal);
        try
        {
            foreach ((string name, PickledTensor pickled) in found)
            {
                if (tensors.ContainsKey(name[strip..]))
                {
                    throw new TensorFileException(path, $"holds two tensors named '{name}'.");
                }

                tensors.Add(name[strip..], Load(path, archive, name, pickled));
            }

            return tensors;
        }
        catch
        {
            foreach (Tensor tensor in tensors.Values)
            {
                tensor.Dispose();
            }

            throw;
        }
    }

    private static void Collect(string path, PickleDict dict, string prefix, int depth, List<KeyValuePair<string, PickledTensor>> found)
    {
        if (depth > MaximumDepth)
        {
            throw new TensorFileException(path, $"nests dictionaries deeper than {MaximumDepth}.");
        }

        foreach ((object? key, object? value) in dict.Items)
        {
            if (value is PickledTensor tensor)
            {
                found.Add(new KeyValuePair<string, PickledTensor>($"{prefix}{key}", tensor));
            }
            else if (value is PickleDict inner)
            {
                Collect(path, inner, $"{prefix}{key}.", depth + 1, found);
            }
        }
    }

    private static Tensor Load(string path, ICheckpointArchive archive, string name, PickledTensor pickled)
    {
        int size = ElementType.SizeOf(pickled.Storage.Type);
        long first = pickled.Storage.Offset + pickled.Offset;
        return TensorBytes.Create(path, name, pickled.Storage.Type, pickled.Shape, target =>
        {
            if (pickled.IsContiguous)
            {
                archive.Read(pickled.Storage, first * size, target);
            }
            else
            {
                long span = 1;
                for (int axis = 0; axis < pickled.Shape.Length; axis++)
                {
                    span += (pickled.Shape[axis] - 1) * pickled.Strides[axis];
                }

                byte[] source = new byte[checked((int)(span * size))];
                archive.Read(pickled.Storage, first * size, source);
                Gather(source, pickled.Shape, pickled.Strides, size, target);
            }
        });
    }

    // Row-major order of the shape, from a strided source.
    private static void Gather(ReadOnlySpan<byte> source, long[] shape, long[] strides, int size, Span<byte> target)
    {
        long[] at = new long[shape.Length];
        long from = 0;
        for (int to = 0; to < target.Length; to += size)
        {
            source.Slice((int)from * size, size).CopyTo(target[to..]);
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++at[axis] < shape[axis])
                {
                    break;
                }

                from -= at[axis] * strides[axis];
                at[axis] = 0;
            }
        }
    }
}
