namespace VoxPilot.Api.Contracts;

/// <summary>Which pack is to be put in service.</summary>
internal sealed record LoadModelRequest
{
    /// <summary>Its name.</summary>
    /// <example>nano</example>
    public string? Model { get; init; }
}
