namespace VoxPilot.Api.Contracts;

/// <summary>Names a model pack.</summary>
internal sealed record PackBody
{
    /// <summary>Its name.</summary>
    /// <example>nano</example>
    public required string Name { get; init; }

    /// <summary>SHA-256 over its files.</summary>
    public required string Hash { get; init; }
}
