using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>A module of one input without parameters.</summary>
public abstract class ParameterLessModule<T1, TResult> : Module<T1, TResult>
{
    /// <summary>For a module of the given name.</summary>
    protected ParameterLessModule(string name) : base(name)
    {
    }
}
