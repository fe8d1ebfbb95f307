namespace VoxPilot.Llm.Tests.Grammar;

/// <summary>A constraint that counts how often the whole vocabulary was looked at, and tells when it is disposed.</summary>
internal sealed class WatchedConstraint(ITokenConstraint inner, Action? disposed = null) : ITokenConstraint
{
    private bool _disposed;

    public int Masks { get; private set; }

    public bool Allows(int token) => inner.Allows(token);

    public int Mask(Span<float> logits)
    {
        Masks++;
        return inner.Mask(logits);
    }

    public void Accept(int token) => inner.Accept(token);

    public void Dispose()
    {
        inner.Dispose();
        if (!_disposed)
        {
            _disposed = true;
            disposed?.Invoke();
        }
    }
}
