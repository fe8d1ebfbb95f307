using VoxPilot.Llm.Tests.Grammar;

namespace VoxPilot.Llm.Tests;

/// <summary>A runtime that counts decodes, records the logits of rows, can stand still before a decode and can fail on command.</summary>
internal sealed class CountingRuntime(ILanguageRuntime inner) : ILanguageRuntime
{
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _decodes;
    private int _liveConstraints;
    private bool _disposed;

    public int Decodes => Volatile.Read(ref _decodes);

    public int Aborted { get; private set; }

    public int FailNext { get; set; }

    public bool FailCompany { get; set; }

    public int FailedInCompany { get; private set; }

    /// <summary>Constraints that were made.</summary>
    public int Constraints { get; private set; }

    /// <summary>Those that are not disposed.</summary>
    public int LiveConstraints => Volatile.Read(ref _liveConstraints);

    /// <summary>Called after each decode that succeeded.</summary>
    public Action<LanguageBatch, ILanguageRuntime>? Decoded { get; set; }

    /// <summary>Ends when a decode stands still.</summary>
    public Task Held => _held.Task;

    public LanguageRuntimeInfo Info => inner.Info;

    public Func<bool>? ShouldAbort
    {
        get => inner.ShouldAbort;
        set => inner.ShouldAbort = value;
    }

    public void Hold()
    {
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _open.Reset();
    }

    public void Go() => _open.Set();

    public DecodeStatus Decode(LanguageBatch batch, bool causal)
    {
        if (!_open.IsSet)
        {
            _held.TrySetResult();
            _open.Wait(TimeSpan.FromSeconds(30));
        }

        Interlocked.Increment(ref _decodes);
        if (FailNext > 0)
        {
            FailNext--;
            throw new LanguageRuntimeException("made to fail");
        }

        if (FailCompany && batch.Positions[0] > 40 && batch.Sequences.ToArray().Distinct().Count() > 2)
        {
            FailedInCompany++;
            throw new LanguageRuntimeException("made to fail in company");
        }

        var status = inner.Decode(batch, causal);
        Aborted += status == DecodeStatus.Aborted ? 1 : 0;
        if (status == DecodeStatus.Done)
        {
            Decoded?.Invoke(batch, inner);
        }

        return status;
    }

    public int[] Tokenize(string text, bool addBegin, bool parseSpecial) => inner.Tokenize(text, addBegin, parseSpecial);

    public ReadOnlyMemory<byte> Piece(int token) => inner.Piece(token);

    public bool IsEnd(int token) => inner.IsEnd(token);

    public ITokenConstraint Constrain(string grammar)
    {
        var constraint = new WatchedConstraint(inner.Constrain(grammar), () => Interlocked.Decrement(ref _liveConstraints));
        Constraints++;
        Interlocked.Increment(ref _liveConstraints);
        return constraint;
    }

    public ReadOnlySpan<float> Logits(int row) => inner.Logits(row);

    public ReadOnlySpan<float> Hidden(int row) => inner.Hidden(row);

    public void Fork(int source, int target) => inner.Fork(source, target);

    public void Truncate(int sequence, int position) => inner.Truncate(sequence, position);

    public int LoadAdapter(string path) => inner.LoadAdapter(path);

    public void UnloadAdapter(int adapter) => inner.UnloadAdapter(adapter);

    public void UseAdapter(int? adapter, float scale) => inner.UseAdapter(adapter, scale);

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            inner.Dispose();
        }
    }
}
