using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What all optimisers share: groups, and states by parameter.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    private readonly List<ParamGroup> _groups = [];
    private readonly Dictionary<Parameter, OptimizerState> _states = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public override IEnumerable<optim.ILearningRateController> ParamGroups => _groups;

    /// <inheritdoc/>
    public override IEnumerable<Parameter> parameters() => _groups.SelectMany(group => group.Parameters);

    /// <inheritdoc/>
    public override void add_param_group(ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        param_group.Parameters = [.. param_group.Parameters];
        foreach (Parameter parameter in param_group.Parameters)
        {
            if (!_states.TryAdd(parameter, CreateState(parameter)))
                throw new ArgumentException($"A parameter of shape ({string.Join(", ", parameter.shape)}) is in two parameter groups, or twice in one.", nameof(param_group));
        }

        _groups.Add(param_group);
    }

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using IDisposable _ = enable_grad();
            loss = closure();
        }

        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (ParamGroup group in _groups)
        {
            foreach (Parameter parameter in group.Parameters)
            {
                using Tensor? gradient = parameter.grad;
                if (gradient is not null)
                    Update(parameter, gradient, group, _states[parameter]);
            }
        }

        return loss;
    }

    /// <summary>The options and states; the tensors are the optimiser's own, not copies.</summary>
    public virtual optim.Optimizer.StateDictionary state_dict() =>
        new([.. _groups.Select(group => group.Options)], [.. parameters().Select(parameter => _states[parameter])]);

    /// <summary>Copies options and states of an optimiser of the same groups.</summary>
    public virtual void load_state_dict(optim.Optimizer.StateDictionary state_dict)
    {
        ArgumentNullException.ThrowIfNull(state_dict);
        List<Parameter> all = [.. parameters()];
        if (state_dict.Options.Count != _groups.Count || state_dict.State.Count != all.Count)
            throw new InvalidOperationException($"The state has {state_dict.Options.Count} groups and {state_dict.State.Count} parameters; this optimiser has {_groups.Count} and {all.Count}.");
        for (int i = 0; i < _groups.Count; i++)
            _groups[i].Options.LoadStateDict(state_dict.Options[i]);
        for (int i = 0; i < all.Count; i++)
            _states[all[i]].LoadStateDict(state_dict.State[i]);
    }

    /// <summary>Moves what is kept between steps to a device.</summary>
    public void to(Device device)
    {
        foreach (OptimizerState state in _states.Values)
            state.to(device);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (OptimizerState state in _states.Values)
                state.Dispose();
            _states.Clear();
            _groups.Clear();
        }

        base.Dispose(disposing);
    }

    private protected abstract OptimizerState CreateState(Parameter parameter);

    private protected abstract void Update(Parameter parameter, Tensor gradient, ParamGroup group, OptimizerState state);
}
