using static TorchSharp.torch;

namespace VoxPilot.Torch;

/// <summary>What TorchSharp's modules lack.</summary>
public static class ModuleExtensions
{
    /// <summary>Sets whether the parameters of a module and of all below it keep gradients.</summary>
    public static T RequireGradient<T>(this T module, bool required = true) where T : nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        foreach (TorchSharp.Modules.Parameter parameter in module.parameters())
        {
            parameter.requires_grad = required;
        }

        return module;
    }
}
