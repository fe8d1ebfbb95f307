namespace VoxPilot.Api.Contracts;

/// <summary>What the safety envelope says of a trajectory.</summary>
internal sealed record SafetyBody
{
    /// <summary>True if nothing speaks against driving it.</summary>
    public required bool Ok { get; init; }

    /// <summary>True if the swept car touches an obstacle, now or forecast.</summary>
    public required bool Collision { get; init; }

    /// <summary>True if it leaves what can be driven on.</summary>
    public required bool OffRoad { get; init; }

    /// <summary>True if curvature and acceleration stay comfortable.</summary>
    public required bool Comfort { get; init; }

    /// <summary>The checks one by one.</summary>
    public required IReadOnlyList<SafetyCheckBody> Checks { get; init; }
}
