namespace VoxPilot.Llm.Engine;

/// <summary>A request on its way through the loop. Apart from <see cref="Cancel"/> the loop's thread alone touches it.</summary>
internal abstract class LanguageRequest(LanguagePrefix prefix, CompiledPrompt? suffix)
{
    private volatile bool _cancelled;

    public LanguagePrefix Prefix { get; } = prefix;

    /// <summary>What follows the prefix; null where only the prefix is wanted.</summary>
    public CompiledPrompt? Suffix { get; } = suffix;

    public bool Cancelled => _cancelled;

    /// <summary>The sequence that it runs in, or -1.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>The suffix on its way into the sequence; null before the fork.</summary>
    public PrefillCursor? Filling { get; set; }

    public long EnqueuedAt { get; set; }

    public long AdmittedAt { get; set; }

    public long FirstLogitsAt { get; set; }

    /// <summary>Whether it takes part in decode steps.</summary>
    public virtual bool Decoding => false;

    public void Cancel() => _cancelled = true;

    /// <summary>The prompt has been read; logits are those of its last place (empty where only the prefix was wanted). Returns true when all is done.</summary>
    public abstract bool OnPrefilled(ReadOnlySpan<float> logits, PrefillCursor? suffix, TimeProvider time);

    public abstract void OnCancelled(TimeProvider time);

    public abstract void OnFault(Exception fault);

    protected GenerationUsage Usage(int completed) =>
        new(Prefix.Tokens + (Suffix?.Length ?? 0), Prefix.Tokens, completed);

    protected GenerationTimings Timings(TimeProvider time)
    {
        var end = time.GetTimestamp();
        var admitted = AdmittedAt == 0 ? end : AdmittedAt;
        var first = FirstLogitsAt == 0 ? end : FirstLogitsAt;
        return new GenerationTimings(Milliseconds(EnqueuedAt, admitted), Milliseconds(admitted, first), Milliseconds(first, end));

        double Milliseconds(long from, long to) => time.GetElapsedTime(from, to).TotalMilliseconds;
    }
}
