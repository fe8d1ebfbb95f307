using VoxPilot.Core;
using VoxPilot.Jobs.ClosedLoop;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;

namespace VoxPilot.Jobs.Tests.ClosedLoop;

/// <summary>Drives straight at the nearest parked car or other standing thing ahead.</summary>
internal sealed class WallDriver : IDrivingPolicy
{
    public static PolicyDriver Create() => new("wall", "Wall", "Drives into what stands nearest.", new WallDriver());

    public Trajectory Plan(WorldSimulation world)
    {
        EgoMotion ego = world.Now.Ego;
        (double sin, double cos) = Math.SinCos(ego.Yaw);
        (double X, double Y) aim = world.Now.Agents
            .Where(a => a.Speed < 0.1 && world.Agents[a.Agent].Kind.IsVehicle())
            .Select(a => (X: a.Position.X - ego.Position.X, Y: a.Position.Y - ego.Position.Y))
            .Select(d => (X: cos * d.X + sin * d.Y, Y: cos * d.Y - sin * d.X))
            .Where(d => d.X > 4 && Math.Abs(d.Y) < d.X)
            .OrderBy(d => d.X * d.X + d.Y * d.Y)
            .FirstOrDefault((X: 30, Y: 0));
        double length = Math.Sqrt(aim.X * aim.X + aim.Y * aim.Y);
        return new() { Points = [.. Trajectory.Times.Select(t => (8 * t * aim.X / length, 8 * t * aim.Y / length))] };
    }
}
