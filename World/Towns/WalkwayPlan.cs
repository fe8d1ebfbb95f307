using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>The network that people walk on: along every pavement, around every corner, over every crossing.</summary>
internal sealed class WalkwayPlan
{
    private readonly List<Walkway> walkways = [];
    private readonly Dictionary<(int Road, int Side, int Stop), int> nodes = [];

    private WalkwayPlan(IReadOnlyList<Road> roads, IReadOnlyList<JunctionPlan> junctions)
    {
        int crossing = 0;
        foreach (Road road in roads)
        {
            List<double> stops = [road.From, .. road.Crossings, road.To];
            foreach (int side in (int[])[1, -1])
            {
                for (int i = 0; i + 1 < stops.Count; i++)
                {
                    Add(road.Piece(stops[i], stops[i + 1], side * Pavements.WalkOffset(road, side)), Pavements.Room(road), Node(road, side, i), Node(road, side, i + 1));
                }
            }
            for (int i = 1; i + 1 < stops.Count; i++)
            {
                Vector2D from = road.Point(stops[i], Pavements.WalkOffset(road, 1)), to = road.Point(stops[i], -Pavements.WalkOffset(road, -1));
                Add([from, to], CrossingPlan.Width, Node(road, 1, i), Node(road, -1, i), crossing++);
            }
        }
        foreach (JunctionPlan junction in junctions)
        {
            for (int i = 0; i < junction.Arms.Count; i++)
            {
                Arm arm = junction.Arms[i], next = junction.Next(i);
                double room = Math.Min(Pavements.Room(arm.Road), Pavements.Room(next.Road));
                Add(Curves.Simplify(junction.Corners[i].Walk.Points), room, EndNode(arm, 1), EndNode(next, -1));
            }
        }
    }

    /// <summary>All walkways; crossings are in the order of <see cref="CrossingPlan.Build"/>.</summary>
    public static IReadOnlyList<Walkway> Build(IReadOnlyList<Road> roads, IReadOnlyList<JunctionPlan> junctions) => new WalkwayPlan(roads, junctions).walkways;

    private void Add(IReadOnlyList<Vector2D> points, double width, int from, int to, int crossing = -1) =>
        walkways.Add(new(walkways.Count, new(points), width, from, to, crossing));

    private int EndNode(Arm arm, int hand) => Node(arm.Road, hand * arm.LeftSide, arm.Begins ? 0 : arm.Road.Crossings.Count + 1);

    private int Node(Road road, int side, int stop)
    {
        if (!nodes.TryGetValue((road.Id, side, stop), out int node))
        {
            node = nodes.Count;
            nodes.Add((road.Id, side, stop), node);
        }
        return node;
    }
}
