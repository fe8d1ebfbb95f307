using VoxPilot.World.Simulation;

namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>A driver that the world brings along.</summary>
public sealed class PolicyDriver : IRouteDriver
{
    private readonly IDrivingPolicy policy;

    /// <summary>A driver of a policy that keeps nothing from plan to plan.</summary>
    public PolicyDriver(string id, string title, string about, IDrivingPolicy policy) => (Id, Title, About, this.policy) = (id, title, about, policy);

    /// <summary>The careful driver who knows the world's truth.</summary>
    public static PolicyDriver Expert { get; } =
        new("expert", "Expert", "The world's own careful driver, who knows where everyone is; the routes are what it drives.", new ExpertPolicy());

    /// <summary>Straight on, whatever is ahead.</summary>
    public static PolicyDriver ConstantVelocity { get; } =
        new("constant-velocity", "Constant velocity", "Goes straight on at the speed that the car has; sees nothing and follows no route.", new ConstantVelocity());

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public string Title { get; }

    /// <inheritdoc/>
    public string About { get; }

    /// <inheritdoc/>
    public int Together => int.MaxValue;

    /// <inheritdoc/>
    public bool MayAbstain => false;

    /// <inheritdoc/>
    public IRouteSession Begin(WorldSimulation world) => new Session(policy, world);

    private sealed class Session(IDrivingPolicy policy, WorldSimulation world) : IRouteSession
    {
        public ValueTask<RoutePlan> PlanAsync(CancellationToken cancellation) => new(new RoutePlan(policy.Plan(world)));

        public void Dispose()
        {
        }
    }
}
