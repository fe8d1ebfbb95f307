using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Traffic;

/// <summary>Where an agent is and what it does at one moment.</summary>
public readonly record struct AgentState
{
    /// <summary>Index in <see cref="Recording.Agents"/>.</summary>
    public required int Agent { get; init; }

    /// <summary>Middle of its footprint, town frame; z is the height of the ground below it.</summary>
    public required Vector3D Position { get; init; }

    /// <summary>Heading, radians.</summary>
    public required double Yaw { get; init; }

    /// <summary>Speed along its heading, m/s.</summary>
    public double Speed { get; init; }

    /// <summary>Acceleration along its heading, m/s².</summary>
    public double Acceleration { get; init; }

    /// <summary>Rate of turn, rad/s.</summary>
    public double YawRate { get; init; }

    /// <summary>What it does.</summary>
    public Activity Activity { get; init; }

    /// <summary>The lane it drives on; −1 for none.</summary>
    public int Lane { get; init; }

    /// <summary>Arc length on that lane.</summary>
    public double Along { get; init; }

    /// <summary>Metres travelled so far; decides how legs and wheels stand.</summary>
    public double Travelled { get; init; }

    /// <summary>True while its brake lights are lit.</summary>
    public bool Braking => Acceleration < -0.6;

    /// <summary>What it covers, given its model.</summary>
    public Footprint Footprint(AgentModel model) => new(new(Position.X, Position.Y), Yaw, model.Size.X, model.Size.Y);
}
