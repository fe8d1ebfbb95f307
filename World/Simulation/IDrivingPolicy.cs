using VoxPilot.Core;

namespace VoxPilot.World.Simulation;

/// <summary>Something that plans our own car's way in the closed loop.</summary>
public interface IDrivingPolicy
{
    /// <summary>Where the car is to be in the next three seconds.</summary>
    Trajectory Plan(WorldSimulation world);
}
