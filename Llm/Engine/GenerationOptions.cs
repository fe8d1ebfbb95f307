using System.ComponentModel.DataAnnotations;

namespace VoxPilot.Llm;

/// <summary>How an answer is sampled and where it ends.</summary>
public sealed record GenerationOptions
{
    /// <summary>Default of <see cref="MaxTokens"/>.</summary>
    public const int DefaultMaxTokens = 256;

    /// <summary>Most tokens that are generated.</summary>
    [Range(1, 1 << 20)]
    public int MaxTokens { get; init; } = DefaultMaxTokens;

    /// <summary>0 is greedy; above, logits are divided by it.</summary>
    [Range(0.0, 100.0)]
    public float Temperature { get; init; }

    /// <summary>Keeps the fewest most probable tokens whose probabilities add up to at least this.</summary>
    [Range(0.0, 1.0)]
    public float TopP { get; init; } = 1;

    /// <summary>Keeps this many most probable tokens; 0 keeps all.</summary>
    [Range(0, int.MaxValue)]
    public int TopK { get; init; }

    /// <summary>Seed of the random draws; the same seed and prompt give the same answer.</summary>
    public ulong Seed { get; init; }

    /// <summary>Texts at which the answer ends; they are not part of it.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>A grammar in GBNF that the answer keeps to, or null. It ends where the grammar is complete, or is cut at <see cref="MaxTokens"/>.</summary>
    public string? Grammar { get; init; }

    /// <summary>Whether the one space that the vocabulary puts in front of the first word is left out.</summary>
    public bool SkipFirstSpace { get; init; } = true;
}
