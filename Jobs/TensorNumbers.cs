using static TorchSharp.torch;

namespace VoxPilot.Jobs;

/// <summary>Tensors to plain arrays.</summary>
internal static class TensorNumbers
{
    /// <summary>A copy of the elements in row-major order.</summary>
    public static float[] Numbers(this Tensor tensor)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        return tensor.detach().to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }
}
