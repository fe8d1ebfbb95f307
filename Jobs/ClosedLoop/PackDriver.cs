using VoxPilot.Core;
using VoxPilot.Driving;
using VoxPilot.World.Simulation;

namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>Lets a pack drive: the world's cameras are drawn, encoded and sent through the service that answers the API's requests.</summary>
/// <param name="service">The service, ready.</param>
/// <param name="rig">The car's cameras.</param>
public sealed class PackDriver(IDrivingService service, Rig rig) : IRouteDriver
{
    /// <inheritdoc/>
    public string Id => "pack";

    /// <inheritdoc/>
    public string Title => service.Pack.Name;

    /// <inheritdoc/>
    public string About => $"The model pack {service.Pack.Name}, from six cameras.";

    /// <summary>While one route's images are drawn, others are with the networks.</summary>
    public int Together => 4;

    /// <inheritdoc/>
    public bool MayAbstain => true;

    /// <inheritdoc/>
    public IRouteSession Begin(WorldSimulation world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return new Session(service, new(rig), world);
    }

    private sealed class Session(IDrivingService service, SimulationCameras cameras, WorldSimulation world) : IRouteSession
    {
        // A service knows frames by sequence and time: each drive has a name of its own, the second one over the same route too.
        private readonly string sequence = $"closed-loop-{world.Seed}-{Guid.NewGuid():N}";

        public async ValueTask<RoutePlan> PlanAsync(CancellationToken cancellation)
        {
            Frame frame = cameras.Take(world, sequence);
            Scene scene = await service.CreateSceneAsync(frame, new(), cancellation);
            try
            {
                Plan plan = await service.PlanToEndAsync(scene, new(), cancellation);
                return new(plan.Trajectory, plan.Abstained);
            }
            finally
            {
                service.RemoveScene(scene.Id);
            }
        }

        public void Dispose()
        {
        }
    }
}
