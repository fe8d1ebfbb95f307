using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>Where the lanes of a junction get into each other's way, and who goes first.</summary>
internal static class JunctionConflicts
{
    /// <summary>Half the width that a vehicle sweeps, metres.</summary>
    private const double HalfWidth = 1.1;

    private const double Clearance = 0.3;

    /// <summary>Notes the conflict of two lanes, if they have one. Lanes that start in the same lane only part; whoever is ahead there is ahead.</summary>
    public static void Add(JunctionPlan junction, LaneDraft a, LaneDraft b)
    {
        if (a.Predecessors[0] == b.Predecessors[0] || !Range(a.Centre, b.Centre, out double from, out double to) || !Range(b.Centre, a.Centre, out double otherFrom, out double otherTo))
        {
            return;
        }
        bool yields = GivesWay(junction, a, b);
        a.Conflicts.Add(new(b.Id, from, to, otherFrom, otherTo, yields));
        b.Conflicts.Add(new(a.Id, otherFrom, otherTo, from, to, !yields));
    }

    private static bool GivesWay(JunctionPlan junction, LaneDraft a, LaneDraft b)
    {
        Arm from = junction.Arms[a.FromArm], other = junction.Arms[b.FromArm];
        if (a.FromArm == b.FromArm)
        {
            return false;
        }
        bool major = junction.IsMajor(from), otherMajor = junction.IsMajor(other);
        if (junction.Major is not null && major != otherMajor)
        {
            return !major;
        }
        Vector2D direction = from.OutwardAtMiddle, otherDirection = other.OutwardAtMiddle;
        bool opposite = Vector2D.Dot(direction, otherDirection) < -0.7;
        if (opposite || junction.Major is not null)
        {
            // Of two on the same road, who turns left lets the other go first.
            int left = a.Turn == Turn.Left ? 1 : 0, otherLeft = b.Turn == Turn.Left ? 1 : 0;
            if (left != otherLeft)
            {
                return left > otherLeft;
            }
        }
        // Right before left: arms stand outward, so who comes from the right stands counter-clockwise of us.
        return opposite ? a.FromArm > b.FromArm : Vector2D.Cross(direction, otherDirection) > 0;
    }

    /// <summary>The stretch of a path that lies too near another path.</summary>
    private static bool Range(Polyline path, Polyline other, out double from, out double to)
    {
        const double Near = 2 * HalfWidth + Clearance;
        (from, to) = (double.MaxValue, double.MinValue);
        for (int i = 0; i < path.Points.Count; i++)
        {
            Vector2D p = path.Points[i];
            foreach (Vector2D q in other.Points)
            {
                double x = p.X - q.X, y = p.Y - q.Y;
                if (x * x + y * y < Near * Near)
                {
                    from = Math.Min(from, path.Along[i]);
                    to = Math.Max(to, path.Along[i]);
                    break;
                }
            }
        }
        return to > from;
    }
}
