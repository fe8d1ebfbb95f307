using System.ComponentModel.DataAnnotations;

namespace VoxPilot.Llm;

/// <summary>How the language engine shares its runtime among requests.</summary>
public sealed record LanguageEngineOptions
{
    /// <summary>Default of <see cref="QueueLimit"/>.</summary>
    public const int DefaultQueueLimit = 64;

    /// <summary>Default of <see cref="PrefillChunk"/>.</summary>
    public const int DefaultPrefillChunk = 256;

    /// <summary>Requests that may wait; one more is refused with <see cref="LanguageOverloadedException"/>.</summary>
    [Range(1, 1 << 20)]
    public int QueueLimit { get; init; } = DefaultQueueLimit;

    /// <summary>
    /// Rows of a prefill between two decode steps. A fixed number, never a matter of load: how a prompt is cut into chunks
    /// is part of what decides its last bits.
    /// </summary>
    [Range(2, 1 << 16)]
    public int PrefillChunk { get; init; } = DefaultPrefillChunk;

    /// <summary>Requests that run at once, at most all sequences but one; 0 takes half of the sequences and leaves the others to prefixes.</summary>
    [Range(0, 256)]
    public int RunningLimit { get; init; }
}
