using ScalarType = TorchSharp.torch.ScalarType;

namespace VoxPilot.Torch;

/// <summary>A global that a pickle may name.</summary>
internal sealed record PickleGlobal(string Name, ScalarType? Storage = null);

/// <summary>The globals that state dicts need, and what calling them gives. All others are refused by name.</summary>
internal static class PickleGlobals
{
    private const string OrderedDict = "collections.OrderedDict";
    private const string RebuildTensor = "torch._utils._rebuild_tensor";
    private const string RebuildTensorV2 = "torch._utils._rebuild_tensor_v2";
    private const string RebuildParameter = "torch._utils._rebuild_parameter";
    private const string Size = "torch.Size";

    // A view may repeat elements (stride 0) up to this many; beyond, a few bytes could ask for any amount of memory.
    private const long MaximumRepeated = 1 << 24;

    /// <summary>The global of that name.</summary>
    public static PickleGlobal Find(string path, string module, string name)
    {
        string full = $"{module}.{name}";
        if (full is OrderedDict or RebuildTensor or RebuildTensorV2 or RebuildParameter or Size)
        {
            return new PickleGlobal(full);
        }

        return module == "torch" && ElementType.FromStorage(name) is { } type
            ? new PickleGlobal(full, type)
            : throw new TensorFileException(path, $"the pickle needs the global '{full}', which no state dict of plain tensors needs; refused.");
    }

    /// <summary>The storage of a persistent id: ('storage', class, key, location, count[, view]).</summary>
    public static PickledStorage Storage(string path, object? id)
    {
        if (id is not object?[] { Length: 5 or 6 } tuple || tuple[0] is not "storage"
            || tuple[1] is not PickleGlobal { Storage: { } type } || tuple[2] is not string key || tuple[4] is not long count || count < 0)
        {
            throw new TensorFileException(path, "the pickle refers to a storage in an unknown way.");
        }

        return tuple.ElementAtOrDefault(5) switch
        {
            null => new PickledStorage(key, type, count, 0),
            object?[] { Length: 3 } view when view[1] is long offset and >= 0 && view[2] is long size and >= 0 && offset <= count && size <= count - offset => new PickledStorage(key, type, size, offset),
            _ => throw new TensorFileException(path, $"storage {key} has a view outside of it."),
        };
    }

    /// <summary>What calling a global gives.</summary>
    public static object Call(string path, PickleGlobal function, object?[] arguments) => (function.Name, arguments) switch
    {
        (OrderedDict, []) => new PickleDict(),
        (OrderedDict, [List<object?> pairs]) => Ordered(path, pairs),
        (Size, [object?[] sizes]) => sizes,
        (RebuildTensor or RebuildTensorV2, [PickledStorage storage, long offset, object?[] shape, object?[] strides, ..]) => Tensor(path, storage, offset, shape, strides),
        (RebuildParameter, [PickledTensor tensor, ..]) => tensor,
        _ => throw new TensorFileException(path, $"the pickle calls '{function.Name}' with unknown arguments; refused."),
    };

    private static PickleDict Ordered(string path, List<object?> pairs)
    {
        PickleDict dict = new();
        foreach (object? pair in pairs)
        {
            (object? key, object? value) = pair switch
            {
                object?[] { Length: 2 } tuple => (tuple[0], tuple[1]),
                List<object?> { Count: 2 } list => (list[0], list[1]),
                _ => throw new TensorFileException(path, "the pickle makes an OrderedDict of something other than pairs."),
            };
            dict.Add(key, value);
        }

        return dict;
    }

    private static PickledTensor Tensor(string path, PickledStorage storage, long offset, object?[] shape, object?[] strides)
    {
        PickledTensor tensor = new(storage, offset, Numbers(path, shape), Numbers(path, strides));
        if (tensor.Shape.Length != tensor.Strides.Length)
        {
            throw new TensorFileException(path, $"a tensor has {tensor.Shape.Length} sizes and {tensor.Strides.Length} strides.");
        }

        if (tensor.Shape.Contains(0) && offset >= 0)
        {
            return tensor;
        }

        // The largest index and the count, in 128 bits: no sum of these overflows there before it passes the limits.
        Int128 last = offset, count = 1;
        for (int axis = 0; axis < tensor.Shape.Length && last <= long.MaxValue && count <= long.MaxValue; axis++)
        {
            last += (Int128)(tensor.Shape[axis] - 1) * tensor.Strides[axis];
            count *= tensor.Shape[axis];
        }

        if (offset < 0 || last >= storage.Count)
        {
            throw new TensorFileException(path, $"a tensor of shape ({string.Join(", ", tensor.Shape)}) reaches element {last} of storage {storage.Key}, which has {storage.Count}.");
        }

        return count <= Math.Max(storage.Count, MaximumRepeated)
            ? tensor
            : throw new TensorFileException(path, $"a tensor of shape ({string.Join(", ", tensor.Shape)}) repeats the {storage.Count} elements of storage {storage.Key} too often; refused.");
    }

    private static long[] Numbers(string path, object?[] items) => Array.ConvertAll(
        items, item => item is long number and >= 0 ? number : throw new TensorFileException(path, "a tensor has a size or stride that is not a number >= 0."));
}
