using VoxPilot.Llm.Engine;

namespace VoxPilot.Llm;

/// <summary>A LoRA adapter loaded into a language engine. Disposing it frees it as soon as no prefix uses it.</summary>
public sealed class LanguageAdapter : IDisposable
{
    private readonly LanguageLoop _loop;

    internal LanguageAdapter(LanguageLoop loop, int number, float scale, string path)
    {
        _loop = loop;
        Number = number;
        Scale = scale;
        Path = path;
    }

    /// <summary>The file it came from.</summary>
    public string Path { get; }

    /// <summary>Its strength; 1 as trained.</summary>
    public float Scale { get; }

    internal int Number { get; }

    // The loop's thread alone reads and writes these.
    internal int Users { get; set; }

    internal bool Released { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _loop.Release(this);
}
