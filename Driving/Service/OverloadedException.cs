namespace VoxPilot.Driving;

/// <summary>A queue is full; the same request may succeed after <see cref="RetryAfter"/>.</summary>
public sealed class OverloadedException(string queue, int limit, TimeSpan retryAfter, Exception? inner = null) : Exception(
    $"The {queue} queue holds its {limit} requests already; ask again in {retryAfter.TotalSeconds:0.#} s.", inner)
{
    /// <summary>Which queue is full.</summary>
    public string Queue { get; } = queue;

    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
