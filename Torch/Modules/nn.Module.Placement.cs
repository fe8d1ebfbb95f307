using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>Moves all parameters and buffers; those of floating point also change type. The objects stay the same ones.</summary>
            internal void Place(Device? device, ScalarType? type, bool nonBlocking)
            {
                using IDisposable quiet = no_grad();
                foreach (Module module in _modules.Values)
                    module.Place(device, type, nonBlocking);
                foreach (Parameter parameter in _parameters.Values)
                    Place(parameter, device, type, nonBlocking);
                foreach ((Tensor buffer, _) in _buffers.Values)
                    Place(buffer, device, type, nonBlocking);
            }

            private static void Place(Tensor tensor, Device? device, ScalarType? type, bool nonBlocking)
            {
                ScalarType wanted = type is { } given && tensor.is_floating_point() ? given : tensor.dtype;
                Device where = device ?? tensor.device;
                if (wanted == tensor.dtype && where.ToString() == tensor.device.ToString())
                    return;

                bool learns = tensor.requires_grad;
                using Tensor moved = tensor.detach().to(wanted, where, non_blocking: nonBlocking);
                using Tensor? gradient = tensor.grad;
                tensor.Become(moved);
                if (learns)
                    tensor.requires_grad = true;
                if (gradient is not null)
                    tensor.grad = gradient.detach().to(wanted, where, non_blocking: nonBlocking);
            }
        }
    }
}
