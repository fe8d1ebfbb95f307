using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>A thing with a box of its own that never moves.</summary>
/// <param name="Model">What it is.</param>
/// <param name="Position">Middle of its footprint; z is the height of the ground there.</param>
/// <param name="Yaw">Radians.</param>
public sealed record StandingObject(Traffic.AgentModel Model, Vector3D Position, double Yaw)
{
    /// <summary>What it covers.</summary>
    public Footprint Footprint => new(new(Position.X, Position.Y), Yaw, Model.Size.X, Model.Size.Y);
}
