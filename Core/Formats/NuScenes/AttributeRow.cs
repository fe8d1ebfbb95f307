namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A row of <c>attribute.json</c>: what a thing is doing (vehicle.moving …).</summary>
public sealed record AttributeRow
{
    /// <summary>Key of the row.</summary>
    public required Token Token { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it means.</summary>
    public required string Description { get; init; }
}
