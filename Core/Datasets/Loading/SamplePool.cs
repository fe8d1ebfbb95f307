using System.Collections.Concurrent;

namespace VoxPilot.Core.Datasets.Loading;

/// <summary>Samples whose arrays are free. It makes new ones rather than wait, so that a consumer may keep batches; how many there are follows from what is prefetched and kept.</summary>
internal sealed class SamplePool
{
    private readonly ConcurrentBag<TrainingSample> free = [];
    private int made;

    /// <summary>Samples made so far.</summary>
    public int Made => made;

    public TrainingSample Rent()
    {
        if (free.TryTake(out TrainingSample? sample))
        {
            return sample;
        }
        Interlocked.Increment(ref made);
        return new();
    }

    public void Return(TrainingSample sample) => free.Add(sample);
}
