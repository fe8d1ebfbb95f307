using TorchSharp;
using VoxPilot.Torch.Interop;

namespace VoxPilot.Torch;

/// <summary>Orders of elements in memory, which TorchSharp's tensors do not let one choose.</summary>
public static class TensorLayout
{
    /// <summary>The same tensor with its elements in the order asked for; itself, where it is in that order.</summary>
    public static torch.Tensor Contiguous(this torch.Tensor tensor, memory_format format) => Aten.contiguous.Call(tensor, format);

    /// <summary>(N, C, H, W) with the channels of a pixel beside each other, as convolutions on a CPU run fastest.</summary>
    public static torch.Tensor ChannelsLast(this torch.Tensor tensor) => tensor.Contiguous(memory_format.channels_last);

    public static bool IsContiguous(this torch.Tensor tensor, memory_format format)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.IsContiguous(format);
    }
}
