using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Questions;

/// <summary>OmniDrive's questions for the objects near a position and on a lane, answered with all their measures (spec/sparseoccvla.md §2.3).</summary>
internal static class ObjectListText
{
    /// <summary>Objects whose middle lies within this distance are near a position, metres.</summary>
    public const double Radius = 10;

    private const int Most = 8, Tries = 6;
    private const double Edge = 0.3, LaneReach = 40, LeastLane = 12, LargestMisfit = 0.4;

    /// <summary>The objects near a position, which is mostly near one of them; null if no position has few enough and all of them visible.</summary>
    public static QuestionAnswer? NearPosition(Situation situation, RandomStream random)
    {
        for (int i = 0; i < Tries; i++)
        {
            Vector2D centre = situation.Visible.Count > 0 && random.Chance(0.8) ? random.Pick(situation.Visible).At : Vector2D.Zero;
            double reach = centre == Vector2D.Zero ? 30 : 4;
            Vector2D p = new(Round(centre.X + random.Between(-reach, reach)), Round(centre.Y + random.Between(-reach, reach)));
            if (Choose(situation, thing => (thing.At - p).Length - Radius) is not { } near)
            {
                continue;
            }
            string place = Wording.Place(p);
            string none = $"<there are no objects|there is nothing|no objects are visible|there is no object> within 10 metres of <{place}|the position {place}>.";
            return Paraphrase.Open("position",
                $"<What objects are there near the position {place}?|Which objects are within 10 metres of {place}?|List the objects near the position {place}.>",
                near.Count == 0 ? none : Listed(near, $"within 10 metres of <{place}|the position {place}>"), random);
        }
        return null;
    }

    /// <summary>The objects on a lane that is given by the four control points of a cubic Bezier curve; null if no lane near can be asked for. Mostly a lane with objects, where there is one.</summary>
    public static QuestionAnswer? OnLane(Situation situation, RandomStream random)
    {
        EgoFrame frame = new(situation.Ego);
        List<Lane> lanes = RoadAhead.LanesNear(situation.Recording.Town, situation.Ego.Position, LaneReach / 4);
        bool mayBeEmpty = random.Chance(0.3);
        for (int i = 0; i < 2 * Tries && lanes.Count > 0; i++)
        {
            Lane lane = random.Pick(lanes);
            if (Near(lane, situation.Ego.Position) is not { } near)
            {
                continue;
            }
            Vector2D[] bezier = Bezier(near, frame);
            Polyline curve = new(Enumerable.Range(0, 21).Select(k => At(bezier, k / 20.0)));
            double half = lane.Width / 2;
            if (near.Points.Any(p => Math.Abs(curve.Project(frame.ToEgo(p)).Left) > LargestMisfit)
                || Choose(situation, thing => Outside(curve, thing.At, half)) is not { } on
                || on.Count == 0 && !mayBeEmpty && i < Tries)
            {
                continue;
            }
            string points = $"[{string.Join(", ", bezier.Select(Wording.Place))}]";
            return Paraphrase.Open("lane",
                $"<What objects are on the lane with the Bezier control points {points}?|Which objects are on the lane {points}, given as control points of a Bezier curve?|List the objects on the lane that is described by the Bezier control points {points}.>",
                on.Count == 0 ? "<there are no objects|there is nothing|no objects are visible|no object is> on <this|the given|that> lane." : Listed(on, "on <this|the given|that> lane"), random);
        }
        return null;
    }

    private static string Listed(List<Thing> things, string where)
    {
        string are = things.Count == 1 ? "there is 1 object" : $"there are {things.Count} objects";
        string records = string.Join("; ", things.Select(thing => thing.Record));
        return $"<{are} {where}: {records}|{where} {are}: {records}|in all, {(things.Count == 1 ? "1 object is" : $"{things.Count} objects are")} {where}: {records}>.";
    }

    // All things inside (negative distance to the border); null if there are too many, one is hidden or one lies on the border.
    private static List<Thing>? Choose(Situation situation, Func<Thing, double> border)
    {
        List<Thing> inside = [];
        foreach (Thing thing in situation.Around)
        {
            double distance = border(thing);
            if (distance < Edge && (distance > -Edge || !situation.Visible.Contains(thing)))
            {
                return null;
            }
            if (distance <= -Edge)
            {
                inside.Add(thing);
            }
        }
        return inside.Count <= Most ? inside : null;
    }

    private static double Outside(Polyline curve, Vector2D p, double half)
    {
        (double along, double left) = curve.Project(p);
        return along <= 0 || along >= curve.Length ? Math.Max(0.01, Math.Abs(left) - half) : Math.Abs(left) - half;
    }

    // The part of a lane that is within reach, long enough to be a lane.
    private static Polyline? Near(Lane lane, Vector2D ego)
    {
        double middle = lane.Centre.Project(ego).Along, from = Math.Max(0, middle - LaneReach / 2), to = Math.Min(lane.Centre.Length, middle + LaneReach / 2);
        return to - from >= LeastLane ? lane.Centre.Part(from, to) : null;
    }

    // Hermite: the ends with their directions, a third of the length apart; rounded as they are spelled.
    private static Vector2D[] Bezier(Polyline lane, EgoFrame frame)
    {
        double third = lane.Length / 3;
        Vector2D start = lane.At(0), end = lane.At(lane.Length);
        Vector2D[] points = [start, start + lane.Direction(0) * third, end - lane.Direction(lane.Length) * third, end];
        return [.. points.Select(p => frame.ToEgo(p)).Select(p => new Vector2D(Round(p.X), Round(p.Y)))];
    }

    private static Vector2D At(Vector2D[] bezier, double t)
    {
        double u = 1 - t;
        return bezier[0] * (u * u * u) + bezier[1] * (3 * u * u * t) + bezier[2] * (3 * u * t * t) + bezier[3] * (t * t * t);
    }

    private static double Round(double value) => Math.Round(value, 1, MidpointRounding.AwayFromZero);
}
