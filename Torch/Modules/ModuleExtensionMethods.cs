using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Moves of a module to a device or a type, which give the module back under its own type.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Converts the floating point parameters and buffers.</summary>
    public static T to<T>(this T module, ScalarType type, bool non_blocking = false) where T : nn.Module => Place(module, null, type, non_blocking);

    /// <summary>Moves and converts.</summary>
    public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false) where T : nn.Module => Place(module, device, type, non_blocking);

    /// <summary>Moves.</summary>
    public static T to<T>(this T module, Device device, bool non_blocking = false) where T : nn.Module => Place(module, device, null, non_blocking);

    /// <summary>Moves to a device named as PyTorch names it (<c>cpu</c>, <c>cuda:0</c>).</summary>
    public static T to<T>(this T module, string device, bool non_blocking = false) where T : nn.Module => Place(module, torch.device(device), null, non_blocking);

    /// <summary>Moves to main memory.</summary>
    public static T cpu<T>(this T module, bool non_blocking = false) where T : nn.Module => Place(module, CPU, null, non_blocking);

    /// <summary>Moves to a GPU.</summary>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : nn.Module =>
        Place(module, deviceIndex < 0 ? CUDA : new Device(DeviceType.CUDA, deviceIndex), null, non_blocking);

    /// <summary>Converts to float16.</summary>
    public static T half<T>(this T module, bool non_blocking = false) where T : nn.Module => Place(module, null, ScalarType.Float16, non_blocking);

    /// <summary>Converts to bfloat16.</summary>
    public static T bfloat16<T>(this T module, bool non_blocking = false) where T : nn.Module => Place(module, null, ScalarType.BFloat16, non_blocking);

    /// <summary>Converts to float32.</summary>
    public static T @float<T>(this T module, bool non_blocking = false) where T : nn.Module => Place(module, null, ScalarType.Float32, non_blocking);

    /// <summary>Converts to float64.</summary>
    public static T @double<T>(this T module, bool non_blocking = false) where T : nn.Module => Place(module, null, ScalarType.Float64, non_blocking);

    private static T Place<T>(T module, Device? device, ScalarType? type, bool nonBlocking) where T : nn.Module
    {
        module.Place(device, type, nonBlocking);
        return module;
    }
}
