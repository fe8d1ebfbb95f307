namespace VoxPilot.Jobs.Training;

/// <summary>A loss or its gradient is not a number. The run stops at its last checkpoint's state; nothing was written since.</summary>
public sealed class NonFiniteLossException : Exception
{
    /// <summary>Of a term, at a step, on samples.</summary>
    /// <param name="term">The term, or "gradient".</param>
    /// <param name="index">The step, from 0.</param>
    /// <param name="samples">Tokens of the samples.</param>
    /// <param name="value">What it came to.</param>
    public NonFiniteLossException(string term, int index, IReadOnlyList<string> samples, double value)
        : base(FormattableString.Invariant(
            $"The loss term '{term}' came to {value} at step {index}, on {(samples.Count == 1 ? "sample" : "samples")} {string.Join(", ", samples)}. Look at the data of that sample and at the curve before it; a smaller learning rate or a shorter gradient (clip_norm) often helps. Resume continues from the last checkpoint.")) =>
        (Term, Index, Samples) = (term, index, samples);

    /// <summary>The term.</summary>
    public string Term { get; }

    /// <summary>The step, from 0.</summary>
    public int Index { get; }

    /// <summary>Tokens of the samples.</summary>
    public IReadOnlyList<string> Samples { get; }
}
