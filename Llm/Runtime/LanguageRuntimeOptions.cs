using System.ComponentModel.DataAnnotations;

namespace VoxPilot.Llm;

/// <summary>How a language model is loaded and run.</summary>
public sealed record LanguageRuntimeOptions
{
    /// <summary>Default of <see cref="ContextPerSequence"/>.</summary>
    public const int DefaultContext = 1024;

    /// <summary>Default of <see cref="Sequences"/>.</summary>
    public const int DefaultSequences = 16;

    /// <summary>Default of <see cref="BatchRows"/>.</summary>
    public const int DefaultBatchRows = 1024;

    private const long SmallModel = 100_000_000;

    /// <summary>Places per sequence. KV memory grows with this times <see cref="Sequences"/>.</summary>
    [Range(16, 1 << 20)]
    public int ContextPerSequence { get; init; } = DefaultContext;

    /// <summary>Sequences held at once: scenes whose prefix is kept plus running requests. At least 2.</summary>
    [Range(2, 256)]
    public int Sequences { get; init; } = DefaultSequences;

    /// <summary>Rows of the largest decode; at least the scene tokens of a bidirectional prefix.</summary>
    [Range(2, 1 << 16)]
    public int BatchRows { get; init; } = DefaultBatchRows;

    /// <summary>Threads; 0 takes one for a model below 100 million weights, whose steps are shorter than the threads' waiting for each other, otherwise one per processor, at most 16.</summary>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>Layers given to a GPU where the runtime has one; 0 none, -1 all.</summary>
    public int GpuLayers { get; init; }

    /// <summary>Whether keys and values are kept as 32-bit floats (for comparisons) rather than 16-bit.</summary>
    public bool FullPrecisionCache { get; init; }

    /// <summary>Loads the tokenizer only.</summary>
    public bool VocabularyOnly { get; init; }

    /// <summary><see cref="Threads"/> with 0 resolved for a model of so many weights.</summary>
    public int ThreadsFor(long parameters) =>
        Threads > 0 ? Threads : parameters < SmallModel ? 1 : Math.Clamp(Environment.ProcessorCount, 1, 16);
}
