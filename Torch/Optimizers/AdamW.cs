using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam with weight decay apart from the gradient (Loshchilov and Hutter, Decoupled Weight Decay Regularization, algorithm 2).</summary>
public partial class AdamW : OptimizerHelper
{
    private readonly Options _defaults;

    /// <summary>For one group of parameters.</summary>
    public AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup(parameters, new Options())], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <summary>For several groups; what a group leaves open is as given here.</summary>
    public AdamW(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        if (!(lr >= 0 && beta1 is >= 0 and < 1 && beta2 is >= 0 and < 1 && eps >= 0 && weight_decay >= 0))
            throw new ArgumentException($"AdamW needs lr, eps and weight_decay >= 0 and betas in [0, 1); given lr {lr}, betas {beta1} and {beta2}, eps {eps}, weight_decay {weight_decay}.");
        _defaults = new Options { LearningRate = lr, InitialLearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize };
        foreach (ParamGroup group in parameters)
            add_param_group(group);
    }

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        Options options = param_group.Options as Options ?? throw new ArgumentException("AdamW needs groups of type AdamW.ParamGroup.", nameof(param_group));
        options.LearningRate ??= _defaults.LearningRate;
        options.InitialLearningRate = options.LearningRate!.Value;
        options.beta1 ??= _defaults.beta1;
        options.beta2 ??= _defaults.beta2;
        options.eps ??= _defaults.eps;
        options.weight_decay ??= _defaults.weight_decay;
        options.amsgrad ??= _defaults.amsgrad;
        options.maximize ??= _defaults.maximize;
        base.add_param_group(param_group);
    }

    private protected override OptimizerState CreateState(Parameter parameter) => new State(parameter);

    private protected override void Update(Parameter parameter, Tensor gradient, Modules.ParamGroup group, OptimizerState kept)
    {
        using DisposeScope scope = NewDisposeScope();
        Options options = (Options)group.Options;
        State state = (State)kept;
        state.Start(options.amsgrad!.Value);
        (double lr, double beta1, double beta2) = (options.LearningRate!.Value, options.beta1!.Value, options.beta2!.Value);
        Tensor g = options.maximize!.Value ? gradient.neg() : gradient;

        state.step++;
        parameter.mul_(1 - (lr * options.weight_decay!.Value)); // θ ← θ - γλθ
        state.exp_avg!.mul_(beta1).add_(g, 1 - beta1); // m ← β1·m + (1-β1)·g
        state.exp_avg_sq!.mul_(beta2).addcmul_(g, g, 1 - beta2); // v ← β2·v + (1-β2)·g²
        Tensor v = state.max_exp_avg_sq is { } largest ? maximum_(largest, state.exp_avg_sq) : state.exp_avg_sq;

        double correction1 = 1 - Math.Pow(beta1, state.step);
        double correction2 = Math.Sqrt(1 - Math.Pow(beta2, state.step));
        Tensor denominator = v.sqrt().div_(correction2).add_(options.eps!.Value);
        parameter.addcdiv_(state.exp_avg, denominator, -lr / correction1); // θ ← θ - γ·m̂/(√v̂ + ε)
    }

    private static Tensor maximum_(Tensor largest, Tensor now) => largest.copy_(maximum(largest, now));
}
