using VoxPilot.Core.Formats.NuScenes.Maps;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// Cuts a polygon with holes to a square about the origin. Four half planes, one after the other: each ring is cut into chains that lie inside, and
/// the ends of chains are joined along the border in pairs, because a border alternates between outside and inside of a polygon. A polygon may fall
/// into several, and a hole that meets the border becomes part of an outline, as with exact polygon intersection.
/// </summary>
public static class PolygonClip
{
    /// <summary>The pieces inside |x| ≤ reach, |y| ≤ reach. Outlines run counter-clockwise and holes clockwise; each hole stands with the piece around it.</summary>
    public static IReadOnlyList<MapOutline> ToSquare(MapOutline polygon, double reach)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        List<Vector2D[]> rings = [Directed(polygon.Exterior, 1)];
        rings.AddRange(polygon.Holes.Where(hole => hole.Count > 2).Select(hole => Directed(hole, -1)));
        for (int side = 0; side < 4; side++)
        {
            Quarter(rings, reach);
            // The next border comes to lie where this one lay; after four quarter turns all is in place again.
            foreach (Vector2D[] ring in rings)
            {
                for (int i = 0; i < ring.Length; i++)
                {
                    ring[i] = new(-ring[i].Y, ring[i].X);
                }
            }
        }
        List<Vector2D[]> outer = [.. rings.Where(ring => Area(ring) > 0)];
        Vector2D[][] holes = [.. rings.Where(ring => Area(ring) < 0)];
        int[] owner = [.. holes.Select(hole => Math.Max(outer.FindIndex(ring => new MapOutline(ring, []).Contains(hole[0])), 0))];
        return [.. outer.Select((ring, i) => new MapOutline(ring, [.. holes.Where((_, h) => owner[h] == i)]))];
    }

    // Keeps what lies at x <= reach.
    private static void Quarter(List<Vector2D[]> rings, double reach)
    {
        List<Vector2D[]> whole = [];
        List<List<Vector2D>> chains = [];
        foreach (Vector2D[] ring in rings)
        {
            int outside = Array.FindIndex(ring, p => p.X > reach);
            if (outside < 0)
            {
                whole.Add(ring);
                continue;
            }
            List<Vector2D>? chain = null;
            for (int i = 0; i < ring.Length; i++)
            {
                (Vector2D a, Vector2D b) = (ring[(outside + i) % ring.Length], ring[(outside + i + 1) % ring.Length]);
                bool leaves = b.X > reach;
                if (a.X > reach == leaves)
                {
                    if (!leaves)
                    {
                        chain!.Add(b);
                    }
                    continue;
                }
                Vector2D border = new(reach, a.Y + (b.Y - a.Y) * ((reach - a.X) / (b.X - a.X)));
                if (leaves)
                {
                    chain!.Add(border);
                }
                else
                {
                    chain = [border, b];
                    chains.Add(chain);
                }
            }
        }
        rings.Clear();
        rings.AddRange(whole);
        Join(chains, rings);
    }

    private static void Join(List<List<Vector2D>> chains, List<Vector2D[]> rings)
    {
        // Ends along the border in the order of y; number 2c is where chain c comes in, 2c + 1 where it goes out.
        int[] order = [.. Enumerable.Range(0, 2 * chains.Count).OrderBy(end => End(chains, end).Y)];
        int[] partner = new int[order.Length];
        for (int i = 0; i + 1 < order.Length; i += 2)
        {
            (partner[order[i]], partner[order[i + 1]]) = (order[i + 1], order[i]);
        }
        bool[] done = new bool[chains.Count];
        for (int first = 0; first < chains.Count; first++)
        {
            List<Vector2D> ring = [];
            for (int chain = first; !done[chain]; chain = partner[2 * chain + 1] / 2)
            {
                done[chain] = true;
                ring.AddRange(chains[chain]);
            }
            if (ring.Count > 2)
            {
                rings.Add([.. ring]);
            }
        }
    }

    private static Vector2D End(List<List<Vector2D>> chains, int end) => end % 2 == 0 ? chains[end / 2][0] : chains[end / 2][^1];

    private static Vector2D[] Directed(IReadOnlyList<Vector2D> ring, int sign)
    {
        Vector2D[] copy = [.. ring];
        if (Area(copy) * sign < 0)
        {
            Array.Reverse(copy);
        }
        return copy;
    }

    // Twice the area, positive for counter-clockwise rings.
    private static double Area(Vector2D[] ring)
    {
        double sum = 0;
        for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
        {
            sum += Vector2D.Cross(ring[j] - ring[0], ring[i] - ring[0]);
        }
        return sum;
    }
}
