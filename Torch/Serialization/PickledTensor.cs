using TorchSharp;

namespace VoxPilot.Torch;

/// <summary>A storage that a pickle refers to.</summary>
/// <param name="Key">Its key: the name of its entry in a zip, its number in the legacy format.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Count">How many elements it has.</param>
/// <param name="Offset">Where this view of it begins, in elements (legacy format).</param>
internal sealed record PickledStorage(string Key, torch.ScalarType Type, long Count, long Offset);

/// <summary>A tensor as a pickle describes it: a strided view of a storage, in elements.</summary>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides)
{
    /// <summary>The product of the sizes.</summary>
    public long Count => Shape.Aggregate(1L, (count, size) => count * size);

    /// <summary>Whether the elements lie one behind the other, as in a fresh tensor.</summary>
    public bool IsContiguous
    {
        get
        {
            long due = 1;
            for (int axis = Shape.Length - 1; axis >= 0; axis--)
            {
                if (Shape[axis] != 1 && Strides[axis] != due)
                {
                    return false;
                }

                due *= Shape[axis];
            }

            return true;
        }
    }
}
