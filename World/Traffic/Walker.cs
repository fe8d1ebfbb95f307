using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Traffic;

/// <summary>A person on foot, or a dog beside its owner.</summary>
internal sealed class Walker
{
    /// <summary>What it is.</summary>
    public required AgentModel Model { get; init; }

    /// <summary>Draws its ways.</summary>
    public required RandomStream Random { get; init; }

    /// <summary>Index in the recording's agents.</summary>
    public int Agent { get; set; }

    /// <summary>m/s when it walks.</summary>
    public required double Pace { get; init; }

    /// <summary>Share of the walkway's half width, to the right of its own direction, where it walks: 0 to 1.</summary>
    public required double Aside { get; init; }

    /// <summary>Whom it follows; null for people.</summary>
    public Walker? Owner { get; init; }

    /// <summary>The walkway it is on.</summary>
    public int Walkway { get; set; }

    /// <summary>True if it walks from the walkway's start to its end.</summary>
    public bool Forward { get; set; }

    /// <summary>Where on the walkway it is heading for next, metres in its own direction.</summary>
    public double Along { get; set; }

    /// <summary>The walkway it goes on to; −1 while it has not chosen.</summary>
    public int Next { get; set; } = -1;

    /// <summary>Middle of its footprint.</summary>
    public Vector2D Position { get; set; }

    /// <summary>Height of the ground below it.</summary>
    public double Height { get; set; }

    /// <summary>Heading, radians.</summary>
    public double Yaw { get; set; }

    /// <summary>Rate of turn, rad/s.</summary>
    public double YawRate { get; set; }

    /// <summary>m/s.</summary>
    public double Speed { get; set; }

    /// <summary>m/s².</summary>
    public double Acceleration { get; set; }

    /// <summary>Metres travelled.</summary>
    public double Travelled { get; set; }

    /// <summary>Seconds that it still stands.</summary>
    public double Pause { get; set; }

    /// <summary>What it does.</summary>
    public Activity Activity { get; set; } = Activity.Walking;

    /// <summary>The crossing that it is on or about to step on; −1 for none.</summary>
    public int Crossing { get; set; } = -1;

    /// <summary>True if it has left the kerb.</summary>
    public bool OnCrossing { get; set; }
}
