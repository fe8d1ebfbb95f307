namespace TorchSharp;

/// <summary>What became of one thread's disposables of one kind.</summary>
public sealed class LifetimeStatistics
{
    public long CreatedInScopeCount { get; internal set; }
    public long CreatedOutsideScopeCount { get; internal set; }
    public long AttachedToScopeCount { get; internal set; }
    public long DetachedFromScopeCount { get; internal set; }
    public long DisposedInScopeCount { get; internal set; }
    public long DisposedOutsideScopeCount { get; internal set; }

    /// <summary>Created on this thread less disposed on it.</summary>
    public long ThreadTotalLiveCount =>
        CreatedInScopeCount + CreatedOutsideScopeCount - DisposedInScopeCount - DisposedOutsideScopeCount;

    public void Reset() =>
        CreatedInScopeCount = CreatedOutsideScopeCount = AttachedToScopeCount = DetachedFromScopeCount =
            DisposedInScopeCount = DisposedOutsideScopeCount = 0;

    public override string ToString() =>
        $"created {CreatedInScopeCount} in scope, {CreatedOutsideScopeCount} outside; disposed {DisposedInScopeCount} in scope, " +
        $"{DisposedOutsideScopeCount} outside; {ThreadTotalLiveCount} live";
}
