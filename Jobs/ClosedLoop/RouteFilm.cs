using System.Globalization;
using VoxPilot.World.Sheets;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;

namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>Keeps the last instants of a route that went wrong, and says what happened.</summary>
internal static class RouteFilm
{
    private const int Instants = 5;
    private const int Second = 20; // moments

    /// <summary>The film of a route.</summary>
    /// <param name="world">The simulation, at its end.</param>
    /// <param name="driven">How it ended.</param>
    /// <param name="leftAt">Since when the car was off the road; null where it was not.</param>
    /// <param name="plans">Moments at which plans were made, and the plans.</param>
    public static Film Of(WorldSimulation world, DrivenRoute driven, double? leftAt, IReadOnlyList<(int Moment, RoutePlan Plan)> plans)
    {
        IReadOnlyList<Moment> moments = world.Moments;
        int last = moments.Count - 1;
        // One second from instant to instant; where time ran out, as long as it takes to see that the car does not get on.
        int stride = Math.Max(1, Math.Min(driven.End == RouteEnd.TimeOut ? 5 * Second : Second, last / (Instants - 1)));
        int[] shown = [.. Enumerable.Range(0, Math.Min(Instants, last / stride + 1)).Select(i => last - i * stride).Reverse()];
        return new()
        {
            Title = Title(driven, world.Agents, leftAt),
            Seed = world.Seed,
            Agents = [.. world.Agents],
            Route = [.. world.Route],
            Frames = [.. shown.Select(index =>
            {
                (int made, RoutePlan plan) = plans.Last(p => p.Moment <= index);
                return new FilmFrame(index, moments[index], plan.Trajectory, moments[made].Ego);
            })],
            Driven = [.. moments.Select(m => m.Ego.Position)],
            Struck = driven.Collision?.Agent ?? -1,
        };
    }

    private static string Title(DrivenRoute driven, IReadOnlyList<AgentModel> agents, double? leftAt)
    {
        string what = driven.End switch
        {
            RouteEnd.Collision when driven.Collision is { } hit =>
                $"collision with {Noun(agents[hit.Agent])} at {Number(hit.Time)} s, {(hit.AtFault ? "at fault" : "not at fault")}",
            RouteEnd.OffRoad => $"left the road at {Number(leftAt ?? driven.Seconds)} s",
            RouteEnd.OffRoute => $"left its route at {Number(driven.Seconds)} s",
            _ => $"not finished in {Number(driven.Seconds)} s: {Number(driven.Gained)} of {Number(driven.Length)} m",
        };
        return $"Route {driven.Route} (seed {driven.Seed}): {what}";
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Noun(AgentModel agent) => agent.Kind switch
    {
        AgentKind.Car => "a car",
        AgentKind.Truck => "a truck",
        AgentKind.Bus => "a bus",
        AgentKind.Trailer => "a trailer",
        AgentKind.ConstructionVehicle => "a construction vehicle",
        AgentKind.Motorcycle => "a motorcycle",
        AgentKind.Bicycle => agent.Ridden ? "a cyclist" : "a bicycle",
        AgentKind.Adult => "a person",
        AgentKind.Child => "a child",
        AgentKind.Worker => "a worker",
        AgentKind.Barrier => "a barrier",
        AgentKind.TrafficCone => "a traffic cone",
        AgentKind.PushablePullable => "a bin or trolley",
        AgentKind.Animal => "a dog",
        AgentKind.BicycleRack => "a bicycle rack",
        _ => "something on the road",
    };
}
