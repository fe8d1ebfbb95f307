using VoxPilot.Core.Geometry;

namespace VoxPilot.Core;

/// <summary>What the car knows of itself at one instant.</summary>
public sealed record EgoState
{
    /// <summary>A car that stands still and whose past is unknown.</summary>
    public static EgoState Standstill { get; } = new();

    /// <summary>Velocity in the ego frame (forward, left), m/s.</summary>
    public (double X, double Y) Velocity { get; init; }

    /// <summary>Acceleration in the ego frame (forward, left), m/s².</summary>
    public (double X, double Y) Acceleration { get; init; }

    /// <summary>Rate of turn, rad/s, counter-clockwise.</summary>
    public double YawRate { get; init; }

    /// <summary>Steering angle of the front wheels, radians, positive to the left.</summary>
    public double Steering { get; init; }

    /// <summary>Ego frame to a fixed world frame; needed where frames of a sequence are to be related.</summary>
    public Pose? EgoToWorld { get; init; }

    /// <summary>Past poses in the present ego frame, oldest first.</summary>
    public IReadOnlyList<PastPose> History { get; init; } = [];

    /// <summary>Forward speed, m/s.</summary>
    public double Speed => Velocity.X;
}
