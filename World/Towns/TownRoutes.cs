using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>Routes through a town, for our own car to drive.</summary>
internal static class TownRoutes
{
    private const double StartLength = 30, TurnShare = 0.5;

    private const int Attempts = 12;

    /// <summary>
    /// A route: a lane of a road, a lane across a junction, a lane of a road and so on, at least so many metres long, from a random lane
    /// of 30 m or more. Half the junctions are turned at, where one can. The longest found if none is long enough.
    /// </summary>
    public static IReadOnlyList<int> Draw(Town town, RandomStream random, double length)
    {
        int[] starts = [.. town.Lanes.Where(lane => lane.Junction < 0 && lane.Centre.Length >= StartLength).Select(lane => lane.Id)];
        if (starts.Length == 0)
        {
            throw new ArgumentException($"Town {town.Name} has no lane of {StartLength} m or more to start from.", nameof(town));
        }
        List<int> best = [];
        double most = 0;
        for (int attempt = 0; attempt < Attempts && most < length; attempt++)
        {
            List<int> route = Walk(town, random, random.Pick(starts), length, out double reached);
            if (reached > most)
            {
                (best, most) = (route, reached);
            }
        }
        return best;
    }

    private static List<int> Walk(Town town, RandomStream random, int start, double length, out double reached)
    {
        List<int> route = [start];
        reached = town.Lanes[start].Centre.Length;
        while ((reached < length || town.Lanes[route[^1]].Junction >= 0) && town.Lanes[route[^1]].Successors.Count > 0)
        {
            IReadOnlyList<int> next = town.Lanes[route[^1]].Successors;
            bool turn = random.Chance(TurnShare);
            int[] fitting = [.. next.Where(lane => town.Lanes[lane].Turn is Turn.Left or Turn.Right == turn)];
            route.Add(random.Pick(fitting.Length > 0 ? fitting : next));
            reached += town.Lanes[route[^1]].Centre.Length;
        }
        return route;
    }
}
