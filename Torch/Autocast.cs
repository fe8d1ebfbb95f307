using TorchSharp;
using VoxPilot.Torch.Interop;

namespace VoxPilot.Torch;

/// <summary>
/// Until it is disposed, this thread's matrix products and convolutions on one kind of device run in a smaller type and give it, as
/// PyTorch's <c>torch.autocast</c> has it (TorchSharp has none). What is sensitive stays in single precision. Run the forward pass
/// inside and the backward pass outside.
/// </summary>
public sealed class Autocast : IDisposable
{
    private readonly DeviceType device;
    private readonly int enabledBefore;
    private readonly int typeBefore;
    private bool left;

    /// <param name="device">CPU or CUDA.</param>
    /// <param name="type">The smaller type.</param>
    /// <param name="enabled">False: single precision inside, whatever is around.</param>
    public Autocast(DeviceType device, torch.ScalarType type = torch.ScalarType.BFloat16, bool enabled = true)
    {
        if (device is not (DeviceType.CPU or DeviceType.CUDA))
            throw new ArgumentException($"Autocast runs on CPU and CUDA; {device} was given.", nameof(device));
        if (enabled && !(type == torch.ScalarType.BFloat16 || (type == torch.ScalarType.Float16 && device == DeviceType.CUDA)))
            throw new ArgumentException($"Autocast takes BFloat16, on CUDA also Float16; {type} was given.", nameof(type));
        this.device = device;
        enabledBefore = Native.vp_autocast_enabled((int)device);
        typeBefore = Native.vp_autocast_dtype((int)device);
        Native.vp_autocast_enter((int)device, enabled ? 1 : 0, (int)type);
    }

    /// <summary>Single precision on the device, for sums, coordinates and losses. Tensors that come from outside may still be smaller.</summary>
    public static Autocast Off(DeviceType device) => new(device, enabled: false);

    /// <summary>Whether products on a device run in the smaller type now, in this thread.</summary>
    public static bool IsEnabled(DeviceType device) => Native.vp_autocast_enabled((int)device) != 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (left)
            return;
        left = true;
        Native.vp_autocast_leave((int)device, enabledBefore, typeBefore);
    }
}
