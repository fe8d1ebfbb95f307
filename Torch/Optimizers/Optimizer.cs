using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Changes parameters along their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            /// <summary>The groups of parameters, each with a learning rate of its own.</summary>
            public abstract IEnumerable<ILearningRateController> ParamGroups { get; }

            /// <summary>All parameters, group by group.</summary>
            public abstract IEnumerable<Parameter> parameters();

            /// <summary>Adds a group of parameters.</summary>
            public abstract void add_param_group(Modules.ParamGroup param_group);

            /// <summary>Changes all parameters that have a gradient.</summary>
            /// <param name="closure">Computes the loss and its gradients anew, where given.</param>
            /// <returns>What the closure gave, or null.</returns>
            public abstract Tensor? step(Func<Tensor>? closure = null);

            /// <summary>Forgets the gradients of all parameters.</summary>
            public virtual void zero_grad()
            {
                foreach (Parameter parameter in parameters())
                    GradientReset.Clear(parameter, true);
            }

            /// <inheritdoc/>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes of what the optimiser keeps between steps; the parameters stay.</summary>
            protected virtual void Dispose(bool disposing)
            {
            }

            /// <summary>What an optimiser needs to go on: options by group, and what it keeps for each parameter, in the order of the parameters.</summary>
            public class StateDictionary
            {
                internal StateDictionary(List<OptimizerOptions> options, List<OptimizerState> state) => (Options, State) = (options, state);

                /// <summary>The options by group.</summary>
                public List<OptimizerOptions> Options { get; }

                /// <summary>What is kept for each parameter, in the order of <see cref="parameters"/>.</summary>
                public List<OptimizerState> State { get; }
            }
        }
    }
}
