using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Simulation;

/// <summary>Draws our own car's route: never out of the town, with more turns than traffic takes.</summary>
internal static class EgoRoute
{
    private const double TurnShare = 0.62;

    /// <summary>Lanes that follow each other, and where on the first the car starts.</summary>
    /// <param name="map">The town's lanes.</param>
    /// <param name="random">Decides.</param>
    /// <param name="metres">How long the route is to be, at least.</param>
    /// <exception cref="ArgumentException">The town has no lane from which one can go on for ever.</exception>
    public static (int[] Lanes, double Along) Draw(LaneMap map, RandomStream random, double metres)
    {
        int[] starts = [.. map.Town.Lanes.Where(lane => lane.Junction < 0 && map.Lasting[lane.Id] && lane.Centre.Length > 30).Select(lane => lane.Id)];
        if (starts.Length == 0)
        {
            throw new ArgumentException($"Town {map.Town.Name} (seed {map.Town.Seed}) has no closed way that a drive could follow; a town needs streets that lead back into it.");
        }
        List<int> route = [random.Pick(starts)];
        double first = map.Tracks[route[0]].Length, along = random.Between(6, Math.Max(8, first - 20)), length = first - along;
        while (length < metres)
        {
            int[] next = [.. map.Town.Lanes[route[^1]].Successors.Where(lane => map.Lasting[lane])];
            bool turns = random.Chance(TurnShare);
            int[] fitting = [.. next.Where(lane => map.Town.Lanes[lane].Turn is Turn.Left or Turn.Right == turns)];
            route.Add(random.Pick(fitting.Length > 0 ? fitting : next));
            length += map.Tracks[route[^1]].Length;
        }
        return ([.. route], along);
    }
}
