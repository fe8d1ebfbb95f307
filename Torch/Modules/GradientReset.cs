namespace TorchSharp.Modules;

/// <summary>Forgets gradients.</summary>
internal static class GradientReset
{
    /// <summary>Drops a parameter's gradient, or fills it with zeros.</summary>
    public static void Clear(Parameter parameter, bool setToNone)
    {
        if (setToNone)
        {
            parameter.grad = null;
            return;
        }

        using torch.Tensor? gradient = parameter.grad;
        using IDisposable _ = torch.no_grad();
        gradient?.detach_().zero_();
    }
}
