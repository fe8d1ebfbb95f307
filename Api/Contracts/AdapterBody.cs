namespace VoxPilot.Api.Contracts;

/// <summary>A LoRA adapter that is loaded beside the language model.</summary>
internal sealed record AdapterBody
{
    /// <summary>What questions call it.</summary>
    /// <example>night</example>
    public required string Name { get; init; }

    /// <summary>The pack that it was loaded beside, and goes with.</summary>
    public required PackBody Pack { get; init; }

    /// <summary><c>pack</c> if it lies in the pack, <c>file</c> if it was loaded from the folder of adapters, <c>upload</c> if a client sent it.</summary>
    /// <example>file</example>
    public required string Origin { get; init; }

    /// <summary>Its file, below the pack or below <c>adapters/</c> of the data root; an upload leaves none.</summary>
    /// <example>night.gguf</example>
    public string? File { get; init; }

    /// <summary>SHA-256 of its file.</summary>
    public required string Hash { get; init; }

    /// <summary>Length of its file.</summary>
    public required long Bytes { get; init; }

    /// <summary>Its strength; 1 as trained.</summary>
    public required double Scale { get; init; }

    /// <summary>When it was loaded.</summary>
    public required DateTimeOffset LoadedAt { get; init; }

    /// <summary>Answers that run with it at this moment.</summary>
    public required int InUse { get; init; }
}
