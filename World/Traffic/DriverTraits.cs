namespace VoxPilot.World.Traffic;

/// <summary>How somebody drives.</summary>
internal readonly record struct DriverTraits
{
    /// <summary>Share of the speed limit that is driven.</summary>
    public required double Pace { get; init; }

    /// <summary>Highest speed, m/s.</summary>
    public required double TopSpeed { get; init; }

    /// <summary>Time gap to the vehicle ahead, seconds.</summary>
    public required double Headway { get; init; }

    /// <summary>Acceleration on a free road, m/s².</summary>
    public required double Acceleration { get; init; }

    /// <summary>Comfortable braking, m/s².</summary>
    public required double Braking { get; init; }

    /// <summary>Gap when standing, metres.</summary>
    public required double JamGap { get; init; }

    /// <summary>Where in the lane it drives: metres to the left of the middle; for a cycle, share of the way to the edge on its own side of the road (−1 right, 1 left).</summary>
    public double Left { get; init; }

    /// <summary>The careful driver of our own car.</summary>
    public static DriverTraits Expert { get; } = new() { Pace = 1, TopSpeed = 40, Headway = 1.5, Acceleration = 1.7, Braking = 1.9, JamGap = 2.2 };
}
