namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Learning rates as functions of the steps taken.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>The group's initial rate times a factor.</summary>
            /// <param name="optimizer">The optimiser whose groups follow.</param>
            /// <param name="lr_lambda">The factor after so many steps.</param>
            /// <param name="last_epoch">Steps taken before; -1 for a fresh start.</param>
            /// <param name="verbose">Unused.</param>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new ClosedForm(optimizer, last_epoch, verbose, (initial, epoch) => initial * lr_lambda(epoch));

            /// <summary>Half a cosine from the group's initial rate to the smallest, in T_max steps.</summary>
            /// <param name="optimizer">The optimiser whose groups follow.</param>
            /// <param name="T_max">Steps to the smallest rate.</param>
            /// <param name="eta_min">The smallest rate.</param>
            /// <param name="last_epoch">Steps taken before; -1 for a fresh start.</param>
            /// <param name="verbose">Unused.</param>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new ClosedForm(optimizer, last_epoch, verbose, (initial, epoch) => eta_min + ((initial - eta_min) * (1 + Math.Cos(Math.PI * epoch / T_max)) / 2));

            /// <summary>The group's initial rate times gamma for every step_size steps.</summary>
            /// <param name="optimizer">The optimiser whose groups follow.</param>
            /// <param name="step_size">Steps between two falls.</param>
            /// <param name="gamma">The factor of each fall.</param>
            /// <param name="last_epoch">Steps taken before; -1 for a fresh start.</param>
            /// <param name="verbose">Unused.</param>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new ClosedForm(optimizer, last_epoch, verbose, (initial, epoch) => initial * Math.Pow(gamma, epoch / step_size));

            private sealed class ClosedForm : LRScheduler
            {
                private readonly Func<double, int, double> _rate;

                public ClosedForm(Optimizer optimizer, int last, bool verbose, Func<double, int, double> rate) : base(optimizer, last, verbose)
                {
                    _rate = rate;
                    step();
                }

                protected override double get_lr(double initial, int epoch) => _rate(initial, epoch);
            }
        }
    }
}
