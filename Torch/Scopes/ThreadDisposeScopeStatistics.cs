namespace TorchSharp;

/// <summary>What became of one thread's tensors.</summary>
public sealed class ThreadDisposeScopeStatistics
{
    public LifetimeStatistics TensorStatistics { get; } = new();
    public long CreatedInScopeCount => Tensors.CreatedInScopeCount;
    public long CreatedOutsideScopeCount => Tensors.CreatedOutsideScopeCount;
    public long AttachedToScopeCount => Tensors.AttachedToScopeCount;
    public long DetachedFromScopeCount => Tensors.DetachedFromScopeCount;
    public long DisposedInScopeCount => Tensors.DisposedInScopeCount;
    public long DisposedOutsideScopeCount => Tensors.DisposedOutsideScopeCount;
    public long ThreadTotalLiveCount => Tensors.ThreadTotalLiveCount;

    internal LifetimeStatistics Tensors => TensorStatistics;

    public void Reset() => TensorStatistics.Reset();

    public override string ToString() => TensorStatistics.ToString();
}
