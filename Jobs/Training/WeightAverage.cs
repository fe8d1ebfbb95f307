using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// Exponential moving average of all weights and of the statistics beside them. It starts as their copy; early steps count more, as the
/// decay grows to its value: min(decay, (1 + step) / (10 + step)).
/// </summary>
internal sealed class WeightAverage : IDisposable
{
    private readonly IReadOnlyDictionary<string, Tensor> live;
    private readonly Dictionary<string, Tensor> averages = new(StringComparer.Ordinal);
    private readonly double decay;

    /// <param name="live">The values by name; those that are no floating-point numbers are left alone.</param>
    /// <param name="decay">Per step.</param>
    public WeightAverage(IReadOnlyDictionary<string, Tensor> live, double decay)
    {
        (this.live, this.decay) = (live, decay);
        foreach ((string name, Tensor value) in live)
        {
            if (value.is_floating_point())
            {
                averages[name] = value.detach().clone().DetachFromDisposeScope();
            }
        }
    }

    /// <summary>The averages by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Values => averages;

    /// <summary>Takes in the values after a step.</summary>
    /// <param name="index">Which step, from 0.</param>
    public void Update(int index)
    {
        using IDisposable _ = no_grad();
        double share = 1 - Math.Min(decay, (1.0 + index) / (10.0 + index));
        foreach ((string name, Tensor average) in averages)
        {
            average.mul_(1 - share).add_(live[name], share); // a ← a + share · (w − a)
        }
    }

    /// <summary>Exchanges values and averages, until what it returns is disposed.</summary>
    public IDisposable Swap()
    {
        Exchange();
        return new Back(this);
    }

    private void Exchange()
    {
        using IDisposable _ = no_grad();
        foreach ((string name, Tensor average) in averages)
        {
            using Tensor kept = average.clone();
            average.copy_(live[name]);
            live[name].copy_(kept);
        }
    }

    public void Dispose()
    {
        foreach (Tensor average in averages.Values)
        {
            average.Dispose();
        }
    }

    private sealed class Back(WeightAverage owner) : IDisposable
    {
        public void Dispose() => owner.Exchange();
    }
}
