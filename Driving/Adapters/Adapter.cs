namespace VoxPilot.Driving;

/// <summary>A LoRA adapter that is loaded beside the language model, for questions that name it.</summary>
public sealed record Adapter
{
    /// <summary>What questions call it.</summary>
    public required string Name { get; init; }

    /// <summary>Where it came from.</summary>
    public required AdapterOrigin Origin { get; init; }

    /// <summary>Its file, below the pack's folder or below the folder of adapters; null where it was uploaded, which leaves no file.</summary>
    public string? File { get; init; }

    /// <summary>Length of its file.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of its file, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>Its strength; 1 as trained.</summary>
    public required double Scale { get; init; }

    /// <summary>When it was loaded.</summary>
    public required DateTimeOffset LoadedAt { get; init; }

    /// <summary>Answers that run with it at this moment.</summary>
    public required int InUse { get; init; }
}
