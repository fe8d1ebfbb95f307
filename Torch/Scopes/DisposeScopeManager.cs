namespace TorchSharp;

/// <summary>The dispose scopes of one thread.</summary>
public sealed class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? current;

    internal static DisposeScopeManager Current => current ??= new DisposeScopeManager();

    /// <summary>Counts of this thread's tensors.</summary>
    public static ThreadDisposeScopeStatistics Statistics => Current.Counts;

    internal ThreadDisposeScopeStatistics Counts { get; } = new();

    internal DisposeScope? Innermost { get; private set; }

    internal DisposeScope Open() => Innermost = new DisposeScope(this, Innermost);

    internal void Register(torch.Tensor tensor)
    {
        if (Innermost is { } scope)
        {
            scope.Add(tensor);
            Counts.Tensors.CreatedInScopeCount++;
        }
        else
        {
            Counts.Tensors.CreatedOutsideScopeCount++;
        }
    }

    internal void Remove(DisposeScope scope)
    {
        // Scopes disposed out of order stay in the chain until those inside them are gone too.
        while (Innermost is { } innermost && (innermost == scope || innermost.IsDisposed))
            Innermost = innermost.OuterScope;
    }
}
