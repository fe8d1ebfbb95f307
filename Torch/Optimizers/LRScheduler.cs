namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimiser's groups; to be stepped after each step of the optimiser.</summary>
            public abstract class LRScheduler
            {
                private readonly List<ILearningRateController> _groups;
                private int _epoch;

                internal LRScheduler(Optimizer optimizer, int last, bool verbose)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    _groups = [.. optimizer.ParamGroups];
                    _epoch = last;
                    _ = verbose;
                    if (last < 0)
                    {
                        foreach (ILearningRateController group in _groups)
                            group.InitialLearningRate = group.LearningRate;
                    }
                }

                /// <summary>One step on.</summary>
                public virtual void step() => step((int?)null);

                /// <summary>To the given step, or one on.</summary>
                public virtual void step(int? epoch)
                {
                    _epoch = epoch ?? _epoch + 1;
                    foreach (ILearningRateController group in _groups)
                        group.LearningRate = get_lr(group.InitialLearningRate, _epoch);
                }

                /// <summary>The rates that were set last, by group.</summary>
                public IEnumerable<double> get_last_lr() => _groups.Select(group => group.LearningRate);

                /// <summary>The rate of a group after so many steps.</summary>
                protected abstract double get_lr(double initial, int epoch);
            }
        }
    }
}
