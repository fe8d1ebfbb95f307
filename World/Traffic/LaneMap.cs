using VoxPilot.Core.Geometry;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Traffic;

/// <summary>What traffic needs to know of a town's lanes, worked out once.</summary>
internal sealed class LaneMap
{
    public LaneMap(Town town)
    {
        Town = town;
        Tracks = [.. town.Lanes.Select(lane => new LaneTrack(lane))];
        Crossings = [.. town.Lanes.Select(lane => town.Crossings
            .SelectMany(crossing => crossing.Lanes.Where(l => l.Lane == lane.Id).Select(l => new LaneCrossing(crossing.Id, l.Along, crossing.Width, Abreast(crossing, lane, l.Along))))
            .OrderBy(c => c.Along).ToArray())];
        Entries = [.. town.Lanes.Where(lane => lane.Junction < 0 && lane.Predecessors.Count == 0 && lane.Centre.Length > 20).Select(lane => lane.Id)];
        Lasting = FindLasting(town);
        BusStops = FindBusStops(town);
    }

    /// <summary>The town.</summary>
    public Town Town { get; }

    /// <summary>Each lane, sampled.</summary>
    public LaneTrack[] Tracks { get; }

    /// <summary>Crossings on each lane, in the order of travel.</summary>
    public LaneCrossing[][] Crossings { get; }

    /// <summary>Lanes that come in from outside the town.</summary>
    public int[] Entries { get; }

    /// <summary>True for lanes from which one can go on without ever leaving the town.</summary>
    public bool[] Lasting { get; }

    /// <summary>Arc lengths of bus stops on each lane.</summary>
    public double[][] BusStops { get; }

    // Where the lane meets the crossing, metres from the crossing's start.
    private static double Abreast(Crossing crossing, Lane lane, double along)
    {
        Vector2D axis = (crossing.To - crossing.From).Normalized;
        return Vector2D.Dot(lane.Centre.At(along) - crossing.From, axis);
    }

    private static bool[] FindLasting(Town town)
    {
        bool[] lasting = [.. town.Lanes.Select(_ => true)];
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (Lane lane in town.Lanes)
            {
                if (lasting[lane.Id] && !lane.Successors.Any(s => lasting[s]))
                {
                    lasting[lane.Id] = false;
                    changed = true;
                }
            }
        }
        return lasting;
    }

    private static double[][] FindBusStops(Town town)
    {
        List<double>[] stops = [.. town.Lanes.Select(_ => new List<double>())];
        foreach (Furniture shelter in town.Furniture.Where(f => f.Kind == FurnitureKind.BusShelter))
        {
            Vector2D place = new(shelter.Position.X, shelter.Position.Y);
            int best = -1;
            double along = 0, nearest = 9;
            foreach (Lane lane in town.Lanes.Where(lane => lane.Junction < 0))
            {
                (double s, double left) = lane.Centre.Project(place);
                if (Math.Abs(left) < nearest && s > 15 && s < lane.Centre.Length - 15)
                {
                    (best, along, nearest) = (lane.Id, s, Math.Abs(left));
                }
            }
            if (best >= 0)
            {
                stops[best].Add(along);
            }
        }
        return [.. stops.Select(list => list.Order().ToArray())];
    }
}
