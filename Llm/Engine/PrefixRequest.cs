namespace VoxPilot.Llm.Engine;

/// <summary>Computes a prefix.</summary>
internal sealed class PrefixRequest(LanguagePrefix prefix, CancellationToken cancellation) : LanguageRequest(prefix, null)
{
    private readonly TaskCompletionSource<LanguagePrefix> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<LanguagePrefix> Result => _result.Task;

    public override bool OnPrefilled(ReadOnlySpan<float> logits, PrefillCursor? suffix, TimeProvider time)
    {
        _result.TrySetResult(Prefix);
        return true;
    }

    public override void OnCancelled(TimeProvider time)
    {
        Prefix.Dispose();
        _result.TrySetCanceled(cancellation);
    }

    public override void OnFault(Exception fault)
    {
        Prefix.Dispose();
        _result.TrySetException(fault);
    }
}
