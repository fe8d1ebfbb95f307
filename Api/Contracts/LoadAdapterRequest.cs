namespace VoxPilot.Api.Contracts;

/// <summary>An adapter to be loaded from a file that is there.</summary>
internal sealed record LoadAdapterRequest
{
    /// <summary>What questions will call it.</summary>
    /// <example>night</example>
    public string? Name { get; init; }

    /// <summary>The GGUF, below <c>adapters/</c> of the data root.</summary>
    /// <example>night.gguf</example>
    public string? File { get; init; }

    /// <summary>Its strength; 1, as trained, if left out.</summary>
    public double? Scale { get; init; }
}
