namespace VoxPilot.Planning;

/// <summary>What the safety envelope says of one trajectory.</summary>
public sealed record SafetyReport
{
    /// <summary>True if nothing speaks against driving it: no collision, not off the road, and motion within its limits.</summary>
    public required bool Ok { get; init; }

    /// <summary>True if the swept car touches an obstacle, now or forecast.</summary>
    public required bool Collision { get; init; }

    /// <summary>True if it leaves what can be driven on.</summary>
    public required bool OffRoad { get; init; }

    /// <summary>True if curvature, accelerations and jerks stay within their limits.</summary>
    public required bool Comfort { get; init; }

    /// <summary>The checks one by one.</summary>
    public required IReadOnlyList<SafetyCheck> Checks { get; init; }
}
