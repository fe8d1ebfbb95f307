using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Helpers for training.</summary>
        public static class utils
        {
            private const double Tiny = 1e-6;

            /// <summary>Scales all gradients so that their common norm is at most the given one.</summary>
            /// <param name="tensors">The parameters; those without a gradient are left out.</param>
            /// <param name="max_norm">The largest norm allowed.</param>
            /// <param name="norm_type">Which norm: 2, 1, or infinity.</param>
            /// <returns>The norm before scaling.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using IDisposable _ = no_grad();
                using DisposeScope scope = NewDisposeScope();
                List<Tensor> gradients = [.. tensors.Select(parameter => parameter.grad).OfType<Tensor>()];
                if (gradients.Count == 0)
                    return 0;

                Tensor[] norms = [.. gradients.Select(gradient => gradient.to(ScalarType.Float32).norm((float)norm_type).cpu())];
                double total = stack(norms).norm((float)norm_type).ToSingle();
                double factor = max_norm / (total + Tiny);
                if (factor < 1)
                {
                    foreach (Tensor gradient in gradients)
                        gradient.mul_(factor);
                }

                return total;
            }

            /// <summary>Limits each element of all gradients to ±clip_value.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using IDisposable _ = no_grad();
                using DisposeScope scope = NewDisposeScope();
                foreach (Parameter parameter in tensors)
                    parameter.grad?.clamp_(-clip_value, clip_value);
            }
        }
    }
}
