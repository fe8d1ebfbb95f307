namespace TorchSharp.Modules;

public partial class AdamW
{
    /// <summary>The options of a group; what is null is the optimiser's own.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>The decay of the gradients' mean.</summary>
        public double? beta1;

        /// <summary>The decay of their squares' mean.</summary>
        public double? beta2;

        /// <summary>Added to the denominator.</summary>
        public double? eps;

        /// <summary>The share of a parameter that a step takes off, before the learning rate.</summary>
        public double? weight_decay;

        /// <summary>Whether the largest mean of squares so far is used.</summary>
        public bool? amsgrad;

        /// <summary>Whether the objective grows.</summary>
        public bool? maximize;

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            if (source is Options other)
                (beta1, beta2, eps, weight_decay, amsgrad, maximize) = (other.beta1, other.beta2, other.eps, other.weight_decay, other.amsgrad, other.maximize);
        }
    }

    /// <summary>Parameters with options of their own.</summary>
    public class ParamGroup : ParamGroup<Options>
    {
        /// <summary>Of no parameters yet.</summary>
        public ParamGroup()
        {
        }

        /// <summary>With given options.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        /// <summary>With options given one by one.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
        {
        }
    }
}
