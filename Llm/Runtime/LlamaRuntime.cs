using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using VoxPilot.Llm.Native;

namespace VoxPilot.Llm;

/// <summary>
/// The language model over llama.cpp v0.5.0's C ABI. Every row of a decode gives logits and a hidden state (embeddings on, no pooling).
/// Sequences have streams of their own (kv_unified false) and flash attention is off, so that what a row gives does not depend
/// on how long the other sequences are.
/// </summary>
public sealed unsafe class LlamaRuntime : ILanguageRuntime
{
    private const int PoolingNone = 0;
    private const int FlashAttentionOff = 0;
    private const int TypeF32 = 0;
    private const int TypeF16 = 1;
    private const int ResultAborted = 2;

    private readonly LlamaVocabulary _vocabulary;
    private readonly LlamaBatchBuffer _buffer;
    private readonly Dictionary<int, nint> _adapters = [];
    private readonly LlamaModelHandle _model;
    private nint _context;
    private nint _memory;
    private GCHandle _self;
    private int _rows;
    private bool _causal = true;
    private (int? Adapter, float Scale) _adapter;
    private int _nextAdapter;

    private LlamaRuntime(LlamaModelHandle handle, string engine, LanguageRuntimeOptions options)
    {
        _model = handle;
        var model = handle.Model;
        _vocabulary = new LlamaVocabulary(handle);
        _buffer = new LlamaBatchBuffer(options.BatchRows);
        Info = new LanguageRuntimeInfo
        {
            Description = Describe(model),
            Engine = engine,
            Width = LlamaApi.llama_model_n_embd(model),
            Layers = LlamaApi.llama_model_n_layer(model),
            Vocabulary = _vocabulary.Count,
            ContextPerSequence = options.ContextPerSequence,
            Sequences = options.Sequences,
            BatchRows = options.BatchRows,
            BeginToken = _vocabulary.Begin,
            EndToken = _vocabulary.End,
            WeightBytes = (long)LlamaApi.llama_model_size(model),
            Parameters = (long)LlamaApi.llama_model_n_params(model),
            VocabularyOnly = options.VocabularyOnly,
        };
    }

    /// <summary>Where llama.cpp's log lines go, for the whole process; null drops them.</summary>
    public static Action<string>? Log
    {
        get => LlamaLog.Sink;
        set => LlamaLog.Sink = value;
    }

    /// <inheritdoc/>
    public LanguageRuntimeInfo Info { get; }

    /// <inheritdoc/>
    public Func<bool>? ShouldAbort { get; set; }

    /// <summary>Loads a GGUF file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="progress">Told how much is loaded, from 0 to 1, on the calling thread.</param>
    /// <param name="cancellation">Ends the loading.</param>
    /// <exception cref="LanguageRuntimeException">The libraries or the file cannot be used.</exception>
    public static LlamaRuntime Load(string path, LanguageRuntimeOptions options, Action<float>? progress = null, CancellationToken cancellation = default)
    {
        if (!File.Exists(path))
        {
            throw new LanguageRuntimeException($"The language model {path} is not there.");
        }

        var engine = $"llama.cpp {LlamaLibrary.Load()}";
        var parameters = LlamaApi.llama_model_default_params();
        parameters.GpuLayers = options.GpuLayers;
        parameters.VocabularyOnly = options.VocabularyOnly ? (byte)1 : (byte)0;
        parameters.UseExtraBuffers = 0; // repacked weights have kernels that depend on the number of rows
        LlamaLog.TakeRecent();
        using var loading = new LlamaLoading(progress, cancellation);
        loading.Attach(ref parameters);
        var model = LlamaApi.llama_model_load_from_file(path, parameters);
        if (model == 0)
        {
            loading.ThrowIfEnded();
            throw new LanguageRuntimeException($"llama.cpp cannot load {path}: {LlamaLog.TakeRecent()}");
        }

        var runtime = new LlamaRuntime(new LlamaModelHandle(model), engine, options);
        try
        {
            if (!options.VocabularyOnly)
            {
                runtime.OpenContext(options);
            }

            return runtime;
        }
        catch
        {
            runtime.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public int[] Tokenize(string text, bool addBegin, bool parseSpecial) => _vocabulary.Tokenize(text, addBegin, parseSpecial);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Piece(int token) => _vocabulary.Piece(token);

    /// <inheritdoc/>
    public bool IsEnd(int token) => _vocabulary.IsEnd(token);

    /// <inheritdoc/>
    public ITokenConstraint Constrain(string grammar) => _vocabulary.Constrain(grammar);

    /// <inheritdoc/>
    public DecodeStatus Decode(LanguageBatch batch, bool causal)
    {
        RequireContext();
        if (batch.Count == 0 || batch.Count > Info.BatchRows)
        {
            throw new LanguageRuntimeException($"A decode of {batch.Count} rows was asked for; 1 to {Info.BatchRows} fit.");
        }

        if (causal != _causal)
        {
            LlamaApi.llama_set_causal_attn(_context, causal);
            _causal = causal;
        }

        _rows = 0;
        var result = _buffer.Decode(_context, batch);
        if (result == 0)
        {
            _rows = batch.Count;
            return DecodeStatus.Done;
        }

        TakeBack(batch);
        return result == ResultAborted
            ? DecodeStatus.Aborted
            : throw new LanguageRuntimeException($"llama_decode of {batch.Count} rows answered {result}: {LlamaLog.TakeRecent()}");
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Logits(int row) => Row(LlamaApi.llama_get_logits_ith(_context, Checked(row)), Info.Vocabulary);

    /// <inheritdoc/>
    public ReadOnlySpan<float> Hidden(int row) => Row(LlamaApi.llama_get_embeddings_ith(_context, Checked(row)), Info.Width);

    /// <inheritdoc/>
    public void Fork(int source, int target)
    {
        RequireContext();
        LlamaApi.llama_memory_seq_rm(_memory, target, -1, -1);
        LlamaApi.llama_memory_seq_cp(_memory, source, target, -1, -1);
    }

    /// <inheritdoc/>
    public void Truncate(int sequence, int position)
    {
        RequireContext();
        LlamaApi.llama_memory_seq_rm(_memory, sequence, position, -1);
    }

    /// <inheritdoc/>
    public int LoadAdapter(string path)
    {
        RequireContext();
        LlamaLog.TakeRecent();
        var adapter = File.Exists(path) ? LlamaApi.llama_adapter_lora_init(_model.Model, path) : 0;
        if (adapter == 0)
        {
            throw new LanguageRuntimeException(File.Exists(path) ? $"llama.cpp cannot load the adapter {path}: {LlamaLog.TakeRecent()}" : $"The adapter {path} is not there.");
        }

        _adapters[_nextAdapter] = adapter;
        return _nextAdapter++;
    }

    /// <inheritdoc/>
    public void UnloadAdapter(int adapter)
    {
        if (_adapter.Adapter == adapter)
        {
            UseAdapter(null, 0);
        }

        if (_adapters.Remove(adapter, out var handle))
        {
            LlamaApi.llama_adapter_lora_free(handle);
        }
    }

    /// <inheritdoc/>
    public void UseAdapter(int? adapter, float scale)
    {
        RequireContext();
        if (_adapter == (adapter, scale))
        {
            return;
        }

        var handle = adapter is { } number ? _adapters[number] : 0;
        if (LlamaApi.llama_set_adapters_lora(_context, &handle, handle == 0 ? 0u : 1u, &scale) != 0)
        {
            throw new LanguageRuntimeException($"llama.cpp refused the adapter: {LlamaLog.TakeRecent()}");
        }

        _adapter = (adapter, scale);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_context != 0)
        {
            LlamaApi.llama_free(_context);
            _context = 0;
        }

        _model.Dispose();
        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    private static string Describe(nint model)
    {
        var buffer = stackalloc byte[256];
        var length = LlamaApi.llama_model_desc(model, buffer, 256);
        return Encoding.UTF8.GetString(buffer, Math.Clamp(length, 0, 255));
    }

    private static ReadOnlySpan<float> Row(float* row, int length) =>
        row is null ? throw new LanguageRuntimeException("llama.cpp kept no output of this row.") : new ReadOnlySpan<float>(row, length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnAbort(void* self)
    {
        try
        {
            return ((LlamaRuntime)GCHandle.FromIntPtr((nint)self).Target!).ShouldAbort?.Invoke() == true ? (byte)1 : (byte)0;
        }
#pragma warning disable CA1031 // no managed exception may cross the native frame
        catch (Exception)
        {
            return 1;
        }
#pragma warning restore CA1031
    }

    private void OpenContext(LanguageRuntimeOptions options)
    {
        var parameters = LlamaApi.llama_context_default_params();
        parameters.Sequences = (uint)options.Sequences;
        parameters.Context = checked((uint)options.ContextPerSequence * (uint)options.Sequences);
        parameters.Batch = (uint)options.BatchRows;
        parameters.MicroBatch = (uint)options.BatchRows;
        parameters.Threads = options.ThreadsFor(Info.Parameters);
        parameters.BatchThreads = options.ThreadsFor(Info.Parameters);
        parameters.PoolingType = PoolingNone;
        parameters.FlashAttentionType = FlashAttentionOff;
        parameters.Embeddings = 1;
        parameters.UnifiedCache = 0;
        parameters.KeyType = options.FullPrecisionCache ? TypeF32 : TypeF16;
        parameters.ValueType = parameters.KeyType;
        _context = LlamaApi.llama_init_from_model(_model.Model, parameters);
        if (_context == 0)
        {
            throw new LanguageRuntimeException($"llama.cpp cannot set up {options.Sequences} sequences of {options.ContextPerSequence} places: {LlamaLog.TakeRecent()}");
        }

        _memory = LlamaApi.llama_get_memory(_context);
        _self = GCHandle.Alloc(this, GCHandleType.Weak);
        LlamaApi.llama_set_abort_callback(_context, &OnAbort, (void*)GCHandle.ToIntPtr(_self));
    }

    // Whatever part of a failed batch stayed behind is taken out again.
    private void TakeBack(LanguageBatch batch)
    {
        var first = new Dictionary<int, int>();
        for (var i = 0; i < batch.Count; i++)
        {
            var sequence = batch.Sequences[i];
            first[sequence] = Math.Min(batch.Positions[i], first.GetValueOrDefault(sequence, int.MaxValue));
        }

        foreach (var (sequence, position) in first)
        {
            LlamaApi.llama_memory_seq_rm(_memory, sequence, position, -1);
        }
    }

    private int Checked(int row) =>
        (uint)row < (uint)_rows ? row : throw new LanguageRuntimeException($"Row {row} was asked for; the last decode gave {_rows}.");

    private void RequireContext()
    {
        ObjectDisposedException.ThrowIf(_model.IsClosed, this);
        if (_context == 0)
        {
            throw new LanguageRuntimeException("Only the tokenizer of this model was loaded; it cannot be run.");
        }
    }
}
