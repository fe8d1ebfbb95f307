using TorchSharp;
using static TorchSharp.torch;

namespace VoxPilot.Driving;

/// <summary>Tensors to arrays.</summary>
internal static class TensorReading
{
    /// <summary>All values as floats in row-major order, whatever the tensor's device, type and strides.</summary>
    public static float[] ToArray(this Tensor tensor)
    {
        using DisposeScope scope = NewDisposeScope();
        return tensor.detach().to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }
}
