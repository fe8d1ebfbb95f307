namespace VoxPilot.Planning;

/// <summary>One check of the safety envelope.</summary>
public sealed record SafetyCheck
{
    /// <summary>
    /// What was checked: collision, off_road, curvature, acceleration, braking, lateral_acceleration, longitudinal_jerk, lateral_jerk
    /// or finite.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>True if the limit is kept.</summary>
    public required bool Ok { get; init; }

    /// <summary>The worst value found.</summary>
    public required double Value { get; init; }

    /// <summary>What it may be at most, in the same unit.</summary>
    public required double Limit { get; init; }

    /// <summary>When: the first violation where there is one, else the worst value; seconds ahead; null if it belongs to no instant.</summary>
    public double? Time { get; init; }

    /// <summary>Where, metres in the present ego frame; null if it belongs to no place.</summary>
    public (double X, double Y)? Place { get; init; }
}
