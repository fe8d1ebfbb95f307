using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Stochastic gradient descent with momentum.</summary>
public partial class SGD : OptimizerHelper
{
    private readonly Options _defaults;

    /// <summary>For one group of parameters.</summary>
    public SGD(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        : this([new ParamGroup(parameters, new Options())], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <summary>For several groups; what a group leaves open is as given here.</summary>
    public SGD(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
    {
        _defaults = new Options { LearningRate = lr, InitialLearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize };
        foreach (ParamGroup group in parameters)
            add_param_group(group);
    }

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        Options options = param_group.Options as Options ?? throw new ArgumentException("SGD needs groups of type SGD.ParamGroup.", nameof(param_group));
        options.LearningRate ??= _defaults.LearningRate;
        options.InitialLearningRate = options.LearningRate!.Value;
        options.momentum ??= _defaults.momentum;
        options.dampening ??= _defaults.dampening;
        options.weight_decay ??= _defaults.weight_decay;
        options.nesterov ??= _defaults.nesterov;
        options.maximize ??= _defaults.maximize;
        base.add_param_group(param_group);
    }

    private protected override OptimizerState CreateState(Parameter parameter) => new State();

    private protected override void Update(Parameter parameter, Tensor gradient, Modules.ParamGroup group, OptimizerState kept)
    {
        using DisposeScope scope = NewDisposeScope();
        Options options = (Options)group.Options;
        State state = (State)kept;
        double momentum = options.momentum!.Value;
        Tensor g = options.maximize!.Value ? gradient.neg() : gradient;
        if (options.weight_decay!.Value != 0)
            g = g.add(parameter, options.weight_decay.Value);
        if (momentum != 0)
        {
            if (state.momentum_buffer is null)
                state.momentum_buffer = g.clone().DetachFromDisposeScope(); // the first step is not dampened
            else
                state.momentum_buffer.mul_(momentum).add_(g, 1 - options.dampening!.Value);
            g = options.nesterov!.Value ? g.add(state.momentum_buffer, momentum) : state.momentum_buffer;
        }

        parameter.add_(g, -options.LearningRate!.Value);
    }
}
