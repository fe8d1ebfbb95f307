namespace VoxPilot.Llm;

/// <summary>The language engine's queue is full.</summary>
public sealed class LanguageOverloadedException : Exception
{
    /// <summary>With the time after which trying again is sensible.</summary>
    public LanguageOverloadedException(int waiting, TimeSpan retryAfter)
        : base($"The language model has {waiting} requests waiting already; try again in {Math.Ceiling(retryAfter.TotalSeconds)} s.") => RetryAfter = retryAfter;

    /// <summary>After what time trying again is sensible.</summary>
    public TimeSpan RetryAfter { get; }
}
