using VoxPilot.Llm.Engine;

namespace VoxPilot.Llm;

/// <summary>
/// The beginning that many requests share: a scene. Its keys and values are kept while there is room, are dropped when sequences run out
/// (the one unused for longest first) and computed again, to the same bits, when they are needed. Dispose it when the scene is gone.
/// </summary>
public sealed class LanguagePrefix : IDisposable
{
    private readonly LanguageLoop _loop;
    private int _disposed;

    internal LanguagePrefix(LanguageLoop loop, CompiledPrompt prompt, PrefixAttention attention, LanguageAdapter? adapter, int width)
    {
        _loop = loop;
        Prompt = prompt;
        Attention = attention;
        Adapter = adapter;
        Width = width;
    }

    /// <summary>Places in the sequence.</summary>
    public int Tokens => Prompt.Length;

    /// <summary>How its embeddings attend to each other.</summary>
    public PrefixAttention Attention { get; }

    /// <summary>The adapter that it and all requests on it run with.</summary>
    public LanguageAdapter? Adapter { get; }

    /// <summary>Hidden states after the last norm of the parts with KeepHidden, row-major (n, Width).</summary>
    public float[] Hidden { get; internal set; } = [];

    /// <summary>The model's width.</summary>
    public int Width { get; }

    /// <summary>Memory that it holds of its own, bytes: tokens and hidden states. Embeddings are the caller's; keys and values lie in the runtime's cache, whose size is fixed.</summary>
    public long Bytes => sizeof(float) * Hidden.LongLength + sizeof(int) * Prompt.Segments.Sum(s => s.Tokens?.LongLength ?? 0);

    /// <summary>Whether its keys and values are there at this moment.</summary>
    public bool IsResident => Resident;

    internal CompiledPrompt Prompt { get; }

    internal bool Disposed => Volatile.Read(ref _disposed) != 0;

    // The loop's thread alone writes these.
    internal volatile bool Resident;

    internal int Slot { get; set; } = -1;

    internal PrefillCursor? Filling { get; set; }

    internal long LastUse { get; set; }

    internal int Users { get; set; }

    internal bool Freed { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _loop.Release(this);
        }
    }
}
