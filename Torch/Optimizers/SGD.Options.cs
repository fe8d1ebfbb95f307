using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class SGD
{
    /// <summary>The options of a group; what is null is the optimiser's own.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>The share of the last step that is kept.</summary>
        public double? momentum;

        /// <summary>The share of the gradient that momentum leaves out.</summary>
        public double? dampening;

        /// <summary>Times the parameter, added to the gradient.</summary>
        public double? weight_decay;

        /// <summary>Whether momentum looks ahead.</summary>
        public bool? nesterov;

        /// <summary>Whether the objective grows.</summary>
        public bool? maximize;

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            if (source is Options other)
                (momentum, dampening, weight_decay, nesterov, maximize) = (other.momentum, other.dampening, other.weight_decay, other.nesterov, other.maximize);
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
    }

    /// <summary>What SGD keeps for one parameter.</summary>
    public class State : OptimizerState
    {
        /// <summary>The decaying sum of gradients, or null before the first step or without momentum.</summary>
        public Tensor? momentum_buffer;

        internal State()
        {
        }

        /// <inheritdoc/>
        public override void to(Device device) => momentum_buffer = momentum_buffer is null ? null : Moved(momentum_buffer, device);

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            State other = source as State ?? throw new ArgumentException("The state of another optimiser than SGD.", nameof(source));
            momentum_buffer?.Dispose();
            momentum_buffer = other.momentum_buffer?.clone().DetachFromDisposeScope();
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
                momentum_buffer?.Dispose();
            base.Dispose(disposing);
        }
    }
}
