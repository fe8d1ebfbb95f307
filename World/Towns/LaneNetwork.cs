using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>The lanes of all roads and, across junctions, from every lane that arrives to the lanes that fit.</summary>
internal sealed class LaneNetwork
{
    private readonly List<LaneDraft> drafts = [];
    private readonly int[][] forward, backward; // by road, the innermost lane first

    private LaneNetwork(IReadOnlyList<Road> roads, IReadOnlyList<JunctionPlan> junctions)
    {
        (forward, backward) = (new int[roads.Count][], new int[roads.Count][]);
        foreach (Road road in roads)
        {
            forward[road.Id] = AddLanes(road, road.Profile.Forward, -1);
            backward[road.Id] = AddLanes(road, road.Profile.Backward, 1);
        }
        foreach (JunctionPlan junction in junctions)
        {
            AddJunction(junction);
        }
        Lanes = [.. drafts.Select(draft => draft.Finish())];
        Junctions = [.. junctions.Select(plan => new Junction(plan.Id, plan.Area, [.. drafts.Where(draft => draft.Junction == plan.Id).Select(draft => draft.Id)]))];
    }

    /// <summary>All lanes.</summary>
    public IReadOnlyList<Lane> Lanes { get; }

    /// <summary>All junctions.</summary>
    public IReadOnlyList<Junction> Junctions { get; }

    /// <summary>The lanes of a town's roads, for traffic that keeps to the right.</summary>
    public static LaneNetwork Build(IReadOnlyList<Road> roads, IReadOnlyList<JunctionPlan> junctions) => new(roads, junctions);

    /// <summary>Lanes of a road on one of its sides (+1 left: those against it), the innermost first.</summary>
    public IReadOnlyList<int> Of(Road road, int side) => side > 0 ? backward[road.Id] : forward[road.Id];

    /// <summary>Lanes that come into a junction by an arm, the leftmost first.</summary>
    public IReadOnlyList<int> Arriving(Arm arm) => arm.Begins ? backward[arm.Road.Id] : forward[arm.Road.Id];

    private int[] Leaving(Arm arm) => arm.Begins ? forward[arm.Road.Id] : backward[arm.Road.Id];

    private int[] AddLanes(Road road, int count, int side)
    {
        int[] ids = new int[count];
        for (int i = 0; i < count; i++)
        {
            Polyline line = road.Line(side * (road.Profile.Median / 2 + (i + 0.5) * road.Profile.LaneWidth));
            ids[i] = drafts.Count;
            drafts.Add(new()
            {
                Id = ids[i],
                Centre = side < 0 ? line : line.Reversed(),
                Width = road.Profile.LaneWidth,
                SpeedLimit = road.Profile.SpeedLimit,
                Road = road.Id,
                Left = i > 0 ? ids[i] - 1 : -1,
                Right = i + 1 < count ? ids[i] + 1 : -1,
            });
        }
        return ids;
    }

    private void AddJunction(JunctionPlan junction)
    {
        int first = drafts.Count;
        for (int from = 0; from < junction.Arms.Count; from++)
        {
            int[] arriving = [.. Arriving(junction.Arms[from])];
            for (int to = 0; to < junction.Arms.Count; to++)
            {
                if (to != from)
                {
                    int[] leaving = Leaving(junction.Arms[to]);
                    Turn turn = TurnBetween(junction.Arms[from], junction.Arms[to]);
                    foreach ((int a, int b) in Pairs(turn, arriving, leaving))
                    {
                        Connect(junction, from, to, turn, a, b);
                    }
                }
            }
        }
        for (int i = first; i < drafts.Count; i++)
        {
            for (int j = i + 1; j < drafts.Count; j++)
            {
                JunctionConflicts.Add(junction, drafts[i], drafts[j]);
            }
        }
    }

    /// <summary>Left from the left lane, right from the right lane, straight on from lane to lane.</summary>
    private static IEnumerable<(int From, int To)> Pairs(Turn turn, int[] arriving, int[] leaving)
    {
        if (arriving.Length == 0 || leaving.Length == 0)
        {
            yield break;
        }
        if (turn != Turn.Straight)
        {
            yield return turn == Turn.Left ? (arriving[0], leaving[0]) : (arriving[^1], leaving[^1]);
            yield break;
        }
        for (int i = 0; i < Math.Max(arriving.Length, leaving.Length); i++)
        {
            yield return (arriving[Math.Min(i, arriving.Length - 1)], leaving[Math.Min(i, leaving.Length - 1)]);
        }
    }

    private static Turn TurnBetween(Arm from, Arm to)
    {
        double angle = Angles.Difference(Shapes.Heading(to.OutwardAtMiddle), Shapes.Heading(-from.OutwardAtMiddle));
        return Math.Abs(angle) < 0.75 ? Turn.Straight : angle > 0 ? Turn.Left : Turn.Right;
    }

    private void Connect(JunctionPlan junction, int from, int to, Turn turn, int arriving, int leaving)
    {
        LaneDraft a = drafts[arriving], b = drafts[leaving];
        Vector2D entry = -junction.Arms[from].Outward, exit = junction.Arms[to].Outward;
        LaneDraft draft = new()
        {
            Id = drafts.Count,
            Centre = Curves.Join(a.Centre.Points[^1], entry, b.Centre.Points[0], exit, 0.5),
            Width = Math.Min(a.Width, b.Width),
            SpeedLimit = Math.Min(a.SpeedLimit, b.SpeedLimit),
            Junction = junction.Id,
            Turn = turn,
            FromArm = from,
            ToArm = to,
        };
        draft.Predecessors.Add(a.Id);
        draft.Successors.Add(b.Id);
        a.Successors.Add(draft.Id);
        b.Predecessors.Add(draft.Id);
        drafts.Add(draft);
    }
}
