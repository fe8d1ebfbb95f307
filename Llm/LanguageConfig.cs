namespace VoxPilot.Llm;

/// <summary>A Llama's architecture as data.</summary>
public sealed record LanguageConfig
{
    /// <summary>Model width D.</summary>
    public required int Width { get; init; }

    /// <summary>Transformer blocks.</summary>
    public required int Layers { get; init; }

    /// <summary>Attention heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Key and value heads; equal to <see cref="Heads"/> where they are not shared.</summary>
    public required int KvHeads { get; init; }

    /// <summary>Width of the gated feed-forward layer.</summary>
    public required int Ffn { get; init; }

    /// <summary>Pieces in the vocabulary.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Places in a sequence: prompt, scene tokens and answer together.</summary>
    public required int Context { get; init; }

    /// <summary>ε of the RMS norms.</summary>
    public float NormEpsilon { get; init; } = 1e-5f;

    /// <summary>Base of the rotary embedding's frequencies.</summary>
    public float RopeBase { get; init; } = 10000f;

    /// <summary>Width of one head.</summary>
    public int HeadWidth => Width / Heads;

    /// <summary>Number of weights, with an output matrix of its own.</summary>
    public long Parameters
    {
        get
        {
            long attention = 2L * Width * Width + 2L * Width * KvHeads * HeadWidth;
            return Layers * (attention + 3L * Width * Ffn + 2L * Width) + 2L * Vocabulary * Width + Width;
        }
    }

    /// <summary>The size that two cores can train.</summary>
    public static LanguageConfig Nano() => new()
    {
        Width = 256, Layers = 6, Heads = 8, KvHeads = 8, Ffn = 704, Vocabulary = 2048, Context = 1024,
    };

    /// <summary>Vicuna-7B v1.5: Llama-2-7B's geometry (spec/sparseoccvla.md §6.1).</summary>
    public static LanguageConfig Vicuna7B() => new()
    {
        Width = 4096, Layers = 32, Heads = 32, KvHeads = 32, Ffn = 11008, Vocabulary = 32000, Context = 4096,
    };

    /// <summary>Throws <see cref="ArgumentException"/> where the numbers do not make a Llama.</summary>
    public void Validate()
    {
        foreach (var (name, value) in new[] { (nameof(Width), Width), (nameof(Layers), Layers), (nameof(Heads), Heads), (nameof(KvHeads), KvHeads), (nameof(Ffn), Ffn), (nameof(Vocabulary), Vocabulary), (nameof(Context), Context) })
        {
            if (value <= 0)
            {
                throw new ArgumentException($"LanguageConfig.{name} is {value}; it must be positive.");
            }
        }

        if (Width % Heads != 0 || HeadWidth % 2 != 0)
        {
            throw new ArgumentException($"LanguageConfig.Width {Width} over {Heads} heads does not give an even head width.");
        }

        if (Heads % KvHeads != 0)
        {
            throw new ArgumentException($"LanguageConfig.Heads {Heads} is not a multiple of KvHeads {KvHeads}.");
        }
    }
}
