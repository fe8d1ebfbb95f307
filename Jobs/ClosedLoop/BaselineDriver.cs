using VoxPilot.Core;
using VoxPilot.Jobs.Baselines;
using VoxPilot.World.Simulation;

namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>Lets a planner drive that sees nothing but the car's own state and the route's command.</summary>
/// <param name="baseline">The planner; several threads may ask it at once.</param>
/// <param name="about">What it is, in one sentence.</param>
public sealed class BaselineDriver(IPlanBaseline baseline, string about) : IRouteDriver, IDrivingPolicy
{
    /// <inheritdoc/>
    public string Id => baseline.Id;

    /// <inheritdoc/>
    public string Title => baseline.Title;

    /// <inheritdoc/>
    public string About => about;

    /// <inheritdoc/>
    public int Together => int.MaxValue;

    /// <inheritdoc/>
    public bool MayAbstain => false;

    /// <inheritdoc/>
    public Trajectory Plan(WorldSimulation world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return baseline.Plan(WorldDrives.State(world.Moments, world.Moments.Count - 1), world.Command);
    }

    /// <inheritdoc/>
    public IRouteSession Begin(WorldSimulation world) => new PolicyDriver(Id, Title, About, this).Begin(world);
}
