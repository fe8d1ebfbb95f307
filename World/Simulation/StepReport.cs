namespace VoxPilot.World.Simulation;

/// <summary>What happened in half a second of the closed loop.</summary>
public sealed record StepReport
{
    /// <summary>Seconds since the simulation began, at the end of the step.</summary>
    public required double Time { get; init; }

    /// <summary>What our own car touched; null for nothing.</summary>
    public required Collision? Collision { get; init; }

    /// <summary>Share of the step that our own car was off the carriageway with a corner or more, 0 to 1.</summary>
    public required double OffRoad { get; init; }

    /// <summary>When it left the carriageway for the first time in this step, seconds since the simulation began; null if it did not.</summary>
    public required double? LeftRoadAt { get; init; }

    /// <summary>Metres gained along the route in this step.</summary>
    public required double Progress { get; init; }

    /// <summary>Share of the route that is driven so far, 0 to 1.</summary>
    public required double RouteShare { get; init; }

    /// <summary>Distance to the middle of the route's lane at the end of the step, metres, positive to the left.</summary>
    public required double Deviation { get; init; }

    /// <summary>Strongest acceleration or braking, m/s².</summary>
    public required double MaxLongitudinal { get; init; }

    /// <summary>Strongest lateral acceleration, m/s².</summary>
    public required double MaxLateral { get; init; }

    /// <summary>Strongest jerk along the heading, m/s³.</summary>
    public required double MaxJerk { get; init; }

    /// <summary>Fastest turn, rad/s.</summary>
    public required double MaxYawRate { get; init; }

    /// <summary>Why the simulation ended; <see cref="SimulationEnd.None"/> while it goes on.</summary>
    public required SimulationEnd End { get; init; }
}
