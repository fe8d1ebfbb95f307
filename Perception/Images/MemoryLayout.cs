using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>Layout of image tensors in memory. Convolutions of libtorch are about four times as fast on channels-last images.</summary>
internal static class MemoryLayout
{
    /// <summary>The same (N, C, H, W) tensor with its channels adjacent in memory.</summary>
    public static Tensor ChannelsLast(Tensor image) =>
        image.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
}
