using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>A junction in the making: its arms counter-clockwise, who has priority, and its corners.</summary>
internal sealed class JunctionPlan
{
    private JunctionPlan(int id, IReadOnlyList<Arm> arms) => (Id, Arms) = (id, arms);

    /// <summary>Index among the junctions.</summary>
    public int Id { get; }

    /// <summary>The arms, counter-clockwise.</summary>
    public IReadOnlyList<Arm> Arms { get; }

    /// <summary>Corner i lies between arm i and the next.</summary>
    public IReadOnlyList<Corner> Corners { get; private set; } = [];

    /// <summary>The two arms of the road with priority; null where the right goes before the left.</summary>
    public (Arm, Arm)? Major { get; private init; }

    /// <summary>The carriageway, counter-clockwise.</summary>
    public Area Area => new([.. Corners.SelectMany(corner => corner.Kerb)]);

    /// <summary>All junctions of a graph. Cuts the roads to make room for them.</summary>
    public static List<JunctionPlan> All(StreetGraph graph, IReadOnlyList<Road> roads, RandomStream random)
    {
        List<JunctionPlan> plans = [];
        for (int node = 0; node < graph.Count; node++)
        {
            if (graph.Degree(node) >= 3)
            {
                List<Arm> arms = [];
                foreach (Road road in roads)
                {
                    if (road.Path.From == node)
                    {
                        arms.Add(new(road, true));
                    }
                    if (road.Path.To == node)
                    {
                        arms.Add(new(road, false));
                    }
                }
                arms = [.. arms.OrderBy(arm => Shapes.Heading(arm.OutwardAtMiddle))];
                bool equal = random.Chance(0.25) && arms.All(arm => arm.Road.Profile.Lanes == arms[0].Road.Profile.Lanes);
                plans.Add(new(plans.Count, arms) { Major = equal ? null : MajorOf(arms) });
                MakeRoom(arms, random.Between(6.8, 8.5));
            }
        }
        foreach (JunctionPlan plan in plans)
        {
            plan.Corners = [.. plan.Arms.Select((arm, i) => Corner.Between(arm, plan.Next(i)))];
        }
        return plans;
    }

    /// <summary>The next arm, counter-clockwise.</summary>
    public Arm Next(int arm) => Arms[(arm + 1) % Arms.Count];

    /// <summary>True for an arm of the road with priority.</summary>
    public bool IsMajor(Arm arm) => Major is { } major && (major.Item1 == arm || major.Item2 == arm);

    private static void MakeRoom(List<Arm> arms, double radius)
    {
        double[] room = new double[arms.Count];
        for (int i = 0; i < arms.Count; i++)
        {
            int j = (i + 1) % arms.Count;
            double angle = Angle(arms[i], arms[j]);
            if (angle < 2.6)
            {
                (double sin, double cos) = Elementary.SinCos(angle);
                double a = arms[i].Road.Profile.LaneEdge(arms[i].LeftSide), b = arms[j].Road.Profile.LaneEdge(-arms[j].LeftSide);
                double behind = Math.Max(arms[i].Road.Profile.Outer(arms[i].LeftSide) - a, arms[j].Road.Profile.Outer(-arms[j].LeftSide) - b) + 1.8;
                double tangent = Math.Max(radius, behind) / Elementary.Tan(angle / 2);
                room[i] = Math.Max(room[i], (b + a * cos) / sin + tangent);
                room[j] = Math.Max(room[j], (a + b * cos) / sin + tangent);
            }
        }
        for (int i = 0; i < arms.Count; i++)
        {
            Cut(arms[i], room[i]);
        }
        // The formula is for straight arms; where they bend towards each other the pavements may need more.
        for (int attempt = 0; attempt < 8; attempt++)
        {
            for (int i = 0; i < arms.Count; i++)
            {
                Arm arm = arms[i], next = arms[(i + 1) % arms.Count];
                if (Angle(arm, next) < 2.3 && !Corner.HasRoom(arm, next))
                {
                    Cut(arm, room[i] += 0.8);
                    Cut(next, room[(i + 1) % arms.Count] += 0.8);
                }
            }
        }
    }

    private static void Cut(Arm arm, double room)
    {
        if (arm.Begins)
        {
            arm.Road.From = room;
        }
        else
        {
            arm.Road.To = arm.Road.Path.Middle.Length - room;
        }
    }

    /// <summary>Angle from an arm to another, counter-clockwise, in [0, 2π).</summary>
    private static double Angle(Arm from, Arm to)
    {
        double angle = Angles.Difference(Shapes.Heading(to.OutwardAtMiddle), Shapes.Heading(from.OutwardAtMiddle));
        return angle < 0 ? angle + 2 * Math.PI : angle;
    }

    /// <summary>The two arms that form the widest and, of equally wide ones, the straightest road.</summary>
    private static (Arm, Arm) MajorOf(List<Arm> arms)
    {
        (Arm, Arm) best = (arms[0], arms[1]);
        double most = double.MinValue;
        for (int i = 0; i < arms.Count; i++)
        {
            for (int j = i + 1; j < arms.Count; j++)
            {
                double straightness = -Vector2D.Dot(arms[i].OutwardAtMiddle, arms[j].OutwardAtMiddle);
                double worth = (straightness > 0.7 ? 100 : 0) + 2 * Math.Min(arms[i].Road.Profile.Lanes, arms[j].Road.Profile.Lanes) + straightness;
                if (worth > most)
                {
                    (most, best) = (worth, (arms[i], arms[j]));
                }
            }
        }
        return best;
    }
}
