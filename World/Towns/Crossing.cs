using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>A zebra crossing: people on it go first.</summary>
public sealed record Crossing
{
    /// <summary>Index in <see cref="Town.Crossings"/>.</summary>
    public required int Id { get; init; }

    /// <summary>Where it leaves one pavement.</summary>
    public required Vector2D From { get; init; }

    /// <summary>Where it reaches the other.</summary>
    public required Vector2D To { get; init; }

    /// <summary>Width, metres.</summary>
    public required double Width { get; init; }

    /// <summary>What it covers.</summary>
    public required Area Area { get; init; }

    /// <summary>Lanes that it crosses and the arc length of its middle on each.</summary>
    public required IReadOnlyList<(int Lane, double Along)> Lanes { get; init; }
}
