namespace VoxPilot.Api.Contracts;

/// <summary>The pack in service, after a change.</summary>
internal sealed record PromotionBody
{
    /// <summary>The pack that answers now.</summary>
    public required ModelBody Model { get; init; }

    /// <summary>The pack that answered before; POST /v1/models/load takes its name to go back.</summary>
    /// <example>nano</example>
    public string? Before { get; init; }
}
