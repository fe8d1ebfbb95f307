namespace VoxPilot.Core.Metrics;

/// <summary>Which limits of comfort a moment breaks.</summary>
[Flags]
public enum ComfortBreaches
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Acceleration or braking.</summary>
    Longitudinal = 1,

    /// <summary>Lateral acceleration.</summary>
    Lateral = 2,

    /// <summary>Jerk along the heading.</summary>
    LongitudinalJerk = 4,

    /// <summary>Change of the acceleration's magnitude.</summary>
    Jerk = 8,

    /// <summary>Rate of turn.</summary>
    YawRate = 16,

    /// <summary>Change of the rate of turn.</summary>
    YawAcceleration = 32,
}
