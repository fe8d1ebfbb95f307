using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class AdamW
{
    /// <summary>What AdamW keeps for one parameter; the tensors come into being with the first step.</summary>
    public class State : OptimizerState
    {
        private readonly Parameter _parameter;

        /// <summary>Steps taken.</summary>
        public long step;

        /// <summary>The decaying mean of the gradients, or null before the first step.</summary>
        public Tensor? exp_avg;

        /// <summary>The decaying mean of their squares, or null before the first step.</summary>
        public Tensor? exp_avg_sq;

        /// <summary>The largest mean of squares so far, with amsgrad.</summary>
        public Tensor? max_exp_avg_sq;

        /// <summary>For a parameter.</summary>
        public State(Parameter parameter) => _parameter = parameter;

        /// <inheritdoc/>
        public override void to(Device device)
        {
            exp_avg = exp_avg is null ? null : Moved(exp_avg, device);
            exp_avg_sq = exp_avg_sq is null ? null : Moved(exp_avg_sq, device);
            max_exp_avg_sq = max_exp_avg_sq is null ? null : Moved(max_exp_avg_sq, device);
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            State other = source as State ?? throw new ArgumentException("The state of another optimiser than AdamW.", nameof(source));
            step = other.step;
            if (other.exp_avg is null || other.exp_avg_sq is null)
                return;
            Start(other.max_exp_avg_sq is not null);
            using IDisposable _ = no_grad();
            exp_avg!.copy_(other.exp_avg);
            exp_avg_sq!.copy_(other.exp_avg_sq);
            if (other.max_exp_avg_sq is not null)
                max_exp_avg_sq!.copy_(other.max_exp_avg_sq);
        }

        internal void Start(bool amsgrad)
        {
            exp_avg ??= ZerosLike(_parameter);
            exp_avg_sq ??= ZerosLike(_parameter);
            if (amsgrad)
                max_exp_avg_sq ??= ZerosLike(_parameter);
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                exp_avg?.Dispose();
                exp_avg_sq?.Dispose();
                max_exp_avg_sq?.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
