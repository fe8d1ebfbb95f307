using VoxPilot.Core.Datasets.Augmentation;

namespace VoxPilot.Core.Datasets.Loading;

/// <summary>
/// In which order an epoch goes through the key frames: a function of seed and epoch alone. With weights, a key frame of weight 2.3
/// comes twice, and a third time in 30 % of the epochs; weight 0 leaves it out.
/// </summary>
public sealed class ClipSampler
{
    private readonly int count;
    private readonly ulong seed;
    private readonly bool shuffle;
    private readonly double[]? weights;

    /// <summary>An order over <paramref name="count"/> key frames.</summary>
    /// <param name="count">Key frames of the data set.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="shuffle">False: as they stand in the data set.</param>
    /// <param name="weights">How often each comes per epoch, on average; null: once.</param>
    /// <exception cref="ArgumentException">There is nothing to draw, or a weight is missing, negative or not finite.</exception>
    public ClipSampler(int count, ulong seed, bool shuffle = true, IReadOnlyList<double>? weights = null)
    {
        if (count <= 0)
        {
            throw new ArgumentException("The data set has no key frames; at least one is needed.", nameof(count));
        }
        if (weights is not null && (weights.Count != count || weights.Any(weight => !double.IsFinite(weight) || weight < 0) || weights.Max() < 1e-9))
        {
            throw new ArgumentException($"Each of the {count} key frames needs a weight of 0 or more, and one must be above 0; {weights.Count} weights were given, from {weights.Min()} to {weights.Max()}.", nameof(weights));
        }
        (this.count, this.seed, this.shuffle, this.weights) = (count, seed, shuffle, weights?.ToArray());
    }

    /// <summary>The draws of an epoch.</summary>
    public IReadOnlyList<SampleDraw> Order(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        SampleRandom random = new(seed, epoch);
        List<SampleDraw> draws = new(count);
        for (int i = 0; i < count; i++)
        {
            int copies = weights is null ? 1 : (int)(weights[i] + random.Unit());
            for (int repeat = 0; repeat < copies; repeat++)
            {
                draws.Add(new(i, repeat));
            }
        }
        SampleDraw[] order = [.. draws];
        if (shuffle)
        {
            random.Shuffle<SampleDraw>(order);
        }
        return order;
    }

    /// <summary>All draws from a position on, epoch after epoch.</summary>
    /// <param name="start">First of them.</param>
    /// <param name="epochs">Epochs in all; the sequence ends before this one.</param>
    internal IEnumerable<EpochDraw> From(LoaderPosition start, int epochs)
    {
        int index = start.Index;
        for (int epoch = start.Epoch; epoch < epochs; epoch++, index = 0)
        {
            IReadOnlyList<SampleDraw> order = Order(epoch);
            for (; index < order.Count; index++)
            {
                yield return new(order[index], epoch, index, index == order.Count - 1);
            }
        }
    }
}
