namespace TorchSharp.Modules;

/// <summary>Parameters that share options of one kind.</summary>
public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions, new()
{
    /// <summary>Of no parameters yet.</summary>
    public ParamGroup() => base.Options = new TOptions();

    /// <summary>Of the given parameters.</summary>
    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
    {
        Parameters = parameters;
        base.Options = options ?? new TOptions();
    }

    /// <summary>Their options.</summary>
    public new TOptions Options => (TOptions)base.Options;
}
