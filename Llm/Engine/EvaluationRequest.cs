namespace VoxPilot.Llm.Engine;

/// <summary>Reads a suffix and gives its hidden states.</summary>
internal sealed class EvaluationRequest(LanguagePrefix prefix, CompiledPrompt suffix, CancellationToken cancellation) : LanguageRequest(prefix, suffix)
{
    private readonly TaskCompletionSource<LanguageEvaluation> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<LanguageEvaluation> Result => _result.Task;

    public override bool OnPrefilled(ReadOnlySpan<float> logits, PrefillCursor? suffix, TimeProvider time)
    {
        _result.TrySetResult(new LanguageEvaluation(suffix!.Hidden, Suffix!.HiddenRows, Prefix.Width, logits.ToArray(), Usage(0), Timings(time)));
        return true;
    }

    public override void OnCancelled(TimeProvider time) => _result.TrySetCanceled(cancellation);

    public override void OnFault(Exception fault) => _result.TrySetException(fault);
}
