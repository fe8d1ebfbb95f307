using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static bool is_grad_enabled() => Native.vp_grad_enabled() != 0;

    public static bool is_inference_mode_enabled() => Native.vp_inference_enabled() != 0;

    /// <summary>Until it is disposed, this thread records nothing for backward.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>Like <see cref="no_grad"/>, and tensors made meanwhile can never take part in a recorded computation.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    private sealed class GradMode : IDisposable
    {
        private readonly int before = Native.vp_grad_enabled();

        public GradMode(bool enabled) => Native.vp_set_grad_enabled(enabled ? 1 : 0);

        public void Dispose() => Native.vp_set_grad_enabled(before);
    }

    private sealed class InferenceMode(bool enabled) : IDisposable
    {
        private nint guard = Native.vp_inference_enter(enabled ? 1 : 0);

        public void Dispose()
        {
            nint left = Interlocked.Exchange(ref guard, 0);
            if (left != 0)
                Native.vp_inference_leave(left);
        }
    }
}
