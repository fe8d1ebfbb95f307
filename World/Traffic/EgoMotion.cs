using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Traffic;

/// <summary>Where our own car is and how it moves at one moment. The ego frame's origin is the middle of the rear axle, on the ground.</summary>
public readonly record struct EgoMotion
{
    /// <summary>Origin of the ego frame, town frame.</summary>
    public required Vector2D Position { get; init; }

    /// <summary>Heading, radians.</summary>
    public required double Yaw { get; init; }

    /// <summary>Speed along the heading, m/s.</summary>
    public double Speed { get; init; }

    /// <summary>Acceleration along the heading, m/s².</summary>
    public double Acceleration { get; init; }

    /// <summary>Rate of turn, rad/s.</summary>
    public double YawRate { get; init; }

    /// <summary>Steering angle of the front wheels, radians, positive to the left.</summary>
    public double Steering { get; init; }

    /// <summary>The lane it drives on; −1 if it left the road.</summary>
    public int Lane { get; init; }

    /// <summary>Arc length on that lane.</summary>
    public double Along { get; init; }

    /// <summary>What the route asks for at the next junction within reach (from the route, not from the path that is driven).</summary>
    public Command Command { get; init; }

    /// <summary>Why the car drives as it does.</summary>
    public DrivingReason Reason { get; init; }

    /// <summary>The agent that the reason speaks of; −1 for none.</summary>
    public int ReasonAgent { get; init; }

    /// <summary>Ego frame to town frame.</summary>
    public Pose EgoToTown => new(EgoVehicle.Turned(Yaw), Position.At(0));

    /// <summary>What the car covers.</summary>
    public Footprint Footprint => EgoVehicle.Footprint(Position, Yaw);
}
