namespace VoxPilot.Core.Metrics;

/// <summary>
/// How strongly a car may move before its passengers mind: the limits of nuPlan's closed-loop benchmark (Caesar et al., 2021;
/// nuplan-devkit, metric ego_is_comfortable), which come from what human drivers do.
/// </summary>
public sealed record ComfortLimits
{
    /// <summary>nuPlan's limits.</summary>
    public static ComfortLimits NuPlan { get; } = new();

    /// <summary>Strongest braking, m/s² (negative).</summary>
    public double Braking { get; init; } = -4.05;

    /// <summary>Strongest acceleration along the heading, m/s².</summary>
    public double Acceleration { get; init; } = 2.40;

    /// <summary>Strongest lateral acceleration to either side, m/s².</summary>
    public double Lateral { get; init; } = 4.89;

    /// <summary>Strongest jerk along the heading, m/s³.</summary>
    public double LongitudinalJerk { get; init; } = 4.13;

    /// <summary>Strongest change of the acceleration's magnitude, m/s³.</summary>
    public double Jerk { get; init; } = 8.37;

    /// <summary>Fastest turn, rad/s.</summary>
    public double YawRate { get; init; } = 0.95;

    /// <summary>Fastest change of the rate of turn, rad/s².</summary>
    public double YawAcceleration { get; init; } = 1.93;
}
