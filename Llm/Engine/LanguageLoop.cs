using System.Diagnostics.CodeAnalysis;

namespace VoxPilot.Llm.Engine;

/// <summary>
/// The thread that owns the runtime. Each turn: take what came in, end what was cancelled, admit what there is room for, read one chunk of
/// one prompt, run one token of every running answer. Three laws keep an answer's bits free of its company: sequences have streams of their
/// own, a prompt never shares a decode with another sequence, and no decode step has a matrix of a single row (<see cref="GuestRows"/>).
/// </summary>
internal sealed class LanguageLoop
{
    private readonly ILanguageRuntime _runtime;
    private readonly TimeProvider _time;
    private readonly int _chunk;
    private readonly int _runningLimit;
    private readonly LoopInbox _inbox;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LinkedList<LanguageRequest> _waiting = new();
    private readonly List<LanguageRequest> _active = [];
    private readonly SlotTable _slots;
    private readonly PrefixKeeper _prefixes;
    private readonly LanguageBatch _batch;
    private readonly DecodeStep _step;
    private LanguageRequest? _reading;
    private long _uses;

    public LanguageLoop(ILanguageRuntime runtime, LanguageEngineOptions options, TimeProvider time)
    {
        _runtime = runtime;
        _time = time;
        var info = runtime.Info;
        _chunk = Math.Min(options.PrefillChunk, info.BatchRows);
        _runningLimit = options.RunningLimit > 0 ? Math.Min(options.RunningLimit, info.Sequences - 1) : info.Sequences / 2;
        _inbox = new LoopInbox(options.QueueLimit, _runningLimit);
        _slots = new SlotTable(info.Sequences);
        _prefixes = new PrefixKeeper(runtime, _slots);
        _batch = new LanguageBatch(info.BatchRows, info.Width);
        _step = new DecodeStep(runtime, _slots, _batch, time, Retire, Fail);
        _runtime.ShouldAbort = ShouldAbort;
        new Thread(Run) { IsBackground = true, Name = "language" }.Start();
    }

    /// <summary>Puts a request into the queue.</summary>
    public void Enqueue(LanguageRequest request)
    {
        request.EnqueuedAt = _time.GetTimestamp();
        _inbox.Add(request);
    }

    /// <summary>Ends a request at the next turn.</summary>
    public void Cancel(LanguageRequest request)
    {
        request.Cancel();
        _inbox.Wake();
    }

    /// <summary>Runs a function on the loop's thread, between two turns.</summary>
    public Task<T> InvokeAsync<T>(Func<T> function)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_inbox.Add(() => Complete(result, function)))
        {
            result.SetException(new ObjectDisposedException(nameof(LanguageEngine)));
        }

        return result.Task;
    }

    public void Release(LanguagePrefix prefix) => _inbox.Add(() => _prefixes.FreeIfUnused(prefix));

    public void Release(LanguageAdapter adapter) => _inbox.Add(() => _prefixes.Release(adapter));

    /// <summary>Ends the thread; what is under way fails with <see cref="ObjectDisposedException"/>. The runtime is disposed.</summary>
    public Task StopAsync()
    {
        _inbox.Close();
        return _ended.Task;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever one turn does, the loop goes on; the fault goes to those whom it met.")]
    private static void Complete<T>(TaskCompletionSource<T> result, Func<T> function)
    {
        try
        {
            result.SetResult(function());
        }
        catch (Exception e)
        {
            result.SetException(e);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever one turn does, the loop goes on; the fault goes to those whom it met.")]
    private void Run()
    {
        while (!_inbox.Closed)
        {
            try
            {
                if (!Turn())
                {
                    _inbox.Sleep();
                }
            }
            catch (Exception e)
            {
                FailAll(e);
            }
        }

        End();
    }

    // One turn; false if there was nothing to do.
    private bool Turn()
    {
        TakeIn();
        EndCancelled();
        Admit();
        Read();
        _step.Run(_active.OfType<GenerationRequest>().Where(r => r.Decoding).ToList());
        return _active.Count > 0;
    }

    private void TakeIn()
    {
        while (_inbox.TryTake(out LanguageRequest? request))
        {
            _waiting.AddLast(request!);
        }

        while (_inbox.TryTake(out Action? order))
        {
            order!();
        }
    }

    private void EndCancelled()
    {
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Cancelled)
            {
                _waiting.Remove(node);
                _inbox.CountOut();
                node.Value.OnCancelled(_time);
            }

            node = next;
        }

        for (var i = _active.Count - 1; i >= 0; i--)
        {
            if (_active[i] is { Cancelled: true } request)
            {
                Retire(request);
                request.OnCancelled(_time);
            }
        }
    }

    private void Admit()
    {
        while (_active.Count < _runningLimit && _waiting.First?.Value is { } request)
        {
            var prefix = request.Prefix;
            if (prefix.Disposed)
            {
                _waiting.RemoveFirst();
                _inbox.CountOut();
                request.OnFault(new ObjectDisposedException(nameof(LanguagePrefix)));
                continue;
            }

            var needed = (prefix.Slot < 0 ? 1 : 0) + (request.Suffix is null ? 0 : 1);
            if (_slots.Available(prefix) < needed)
            {
                return;
            }

            _waiting.RemoveFirst();
            _inbox.CountOut();
            request.AdmittedAt = _time.GetTimestamp();
            if (prefix.Slot < 0)
            {
                prefix.Slot = _prefixes.TakeSlot(prefix, prefix);
                prefix.Filling = new PrefillCursor(prefix.Prompt, 0, _chunk, prefix.Width);
            }

            prefix.LastUse = ++_uses;
            prefix.Users++;
            if (request.Suffix is not null)
            {
                request.Slot = _prefixes.TakeSlot(request, prefix);
            }

            _active.Add(request);
        }
    }

    // Reads one chunk of the oldest prompt that is not all read.
    private void Read()
    {
        var request = _active.Find(r => !r.Decoding);
        if (request is null)
        {
            return;
        }

        _reading = request;
        try
        {
            _runtime.UseAdapter(request.Prefix.Adapter?.Number, request.Prefix.Adapter?.Scale ?? 0);
            if (request.Prefix.Resident)
            {
                ReadSuffix(request);
            }
            else
            {
                ReadPrefix(request);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fail(request, e);
        }
        finally
        {
            _reading = null;
        }
    }

    private void ReadPrefix(LanguageRequest request)
    {
        var prefix = request.Prefix;
        if (!ReadChunk(prefix.Filling!, prefix.Slot) || !prefix.Filling!.Done)
        {
            return;
        }

        prefix.Hidden = prefix.Filling.Hidden;
        prefix.Filling = null;
        prefix.Resident = true;
        if (request.Suffix is null)
        {
            Finish(request, []);
        }
    }

    private void ReadSuffix(LanguageRequest request)
    {
        if (request.Suffix is null)
        {
            Finish(request, []); // another request has computed the prefix meanwhile
            return;
        }

        if (request.Filling is null)
        {
            _runtime.Fork(request.Prefix.Slot, request.Slot);
            _slots.SetLength(request.Slot, request.Prefix.Tokens);
            request.Filling = new PrefillCursor(request.Suffix, request.Prefix.Tokens, _chunk, request.Prefix.Width);
        }

        var rows = request.Filling.Position;
        if (ReadChunk(request.Filling, request.Slot) && request.Filling.Done)
        {
            Finish(request, _runtime.Logits(request.Filling.Position - rows - 1));
        }
    }

    private bool ReadChunk(PrefillCursor cursor, int slot)
    {
        var causal = cursor.Fill(_batch, slot);
        if (_runtime.Decode(_batch, causal) == DecodeStatus.Aborted)
        {
            return false;
        }

        cursor.Advance(_runtime);
        _slots.SetLength(slot, cursor.Position);
        return true;
    }

    private void Finish(LanguageRequest request, ReadOnlySpan<float> logits)
    {
        request.FirstLogitsAt = _time.GetTimestamp();
        if (request.OnPrefilled(logits, request.Filling, _time))
        {
            Retire(request);
        }
    }

    private void Fail(LanguageRequest request, Exception fault)
    {
        Retire(request);
        request.OnFault(fault);
    }

    // Takes a request out of the running ones and frees what it held.
    private void Retire(LanguageRequest request)
    {
        _active.Remove(request);
        if (request.Slot >= 0)
        {
            _prefixes.GiveBack(request.Slot);
            request.Slot = -1;
        }

        _prefixes.EndUse(request.Prefix);
        if (request.AdmittedAt != 0)
        {
            _inbox.Learn(_time.GetElapsedTime(request.AdmittedAt));
        }
    }

    private void FailAll(Exception fault)
    {
        foreach (var request in _active.ToArray())
        {
            Fail(request, fault);
        }
    }

    // Asked by the runtime while it works: the reader's request may be given up at once if nobody else waits for the same prefix.
    private bool ShouldAbort() =>
        _inbox.Closed || (_reading is { Cancelled: true } request && (request.Prefix.Resident || request.Prefix.Users == 1));

    [SuppressMessage("Design", "CA1031", Justification = "The end must reach everyone who waits.")]
    private void End()
    {
        try
        {
            TakeIn();
            var gone = new ObjectDisposedException(nameof(LanguageEngine));
            foreach (var request in _waiting.Concat(_active))
            {
                request.OnFault(gone);
            }

            _runtime.Dispose();
            _ended.SetResult();
        }
        catch (Exception e)
        {
            _ended.SetException(e);
        }
    }
}
