namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A row of <c>category.json</c>: a kind of thing (vehicle.car …).</summary>
public sealed record CategoryRow
{
    /// <summary>Key of the row.</summary>
    public required Token Token { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it means.</summary>
    public required string Description { get; init; }
}
