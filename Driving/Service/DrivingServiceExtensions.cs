using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>The streaming calls of <see cref="IDrivingService"/>, read to their end.</summary>
public static class DrivingServiceExtensions
{
    /// <summary>Occupancy at the horizons, along the pack's own plan.</summary>
    public static Task<SceneOccupancy> OccupancyAsync(this IDrivingService service, Scene scene, IReadOnlyList<int> horizons, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.OccupancyAsync(scene, new OccupancyRequest { Horizons = horizons }, cancellation);
    }

    /// <summary>Finds out early whether there is an adapter of a name.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static void RequireAdapter(this IDrivingService service, string name)
    {
        ArgumentNullException.ThrowIfNull(service);
        IReadOnlyList<Adapter> loaded = service.Adapters;
        if (loaded.All(a => a.Name != name))
        {
            throw AdapterSet.Unknown(name, loaded);
        }
    }

    /// <summary>The whole answer.</summary>
    public static async Task<Answer> AnswerAsync(this IDrivingService service, Scene scene, Question question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(service);
        await foreach (AnswerEvent item in service.AskAsync(scene, question, cancellation).WithCancellation(cancellation))
        {
            if (item is AnswerDone done)
            {
                return done.Answer;
            }
        }
        throw new InvalidOperationException("The answer ended without its last event.");
    }

    /// <summary>The finished plan.</summary>
    public static async Task<Plan> PlanToEndAsync(this IDrivingService service, Scene scene, PlanRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(service);
        await foreach (PlanEvent item in service.PlanAsync(scene, request, cancellation).WithCancellation(cancellation))
        {
            if (item is PlanDone done)
            {
                return done.Plan;
            }
        }
        throw new InvalidOperationException("The plan ended without its last event.");
    }
}
