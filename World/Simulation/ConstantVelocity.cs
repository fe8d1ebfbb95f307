using VoxPilot.Core;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Simulation;

/// <summary>Goes straight on at the present speed, whatever is ahead.</summary>
public sealed class ConstantVelocity : IDrivingPolicy
{
    /// <inheritdoc/>
    public Trajectory Plan(WorldSimulation world)
    {
        EgoMotion ego = world.Now.Ego;
        return new() { Points = [.. Trajectory.Times.Select(t => (ego.Speed * t, 0.0))] };
    }
}
