using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>What lies between streets, behind their pavements.</summary>
/// <param name="Id">Index among the blocks.</param>
/// <param name="Shape">Its outline; the country around the town has the town as a hole.</param>
/// <param name="Sides">The roads around it and on which of their sides it lies (+1 left).</param>
/// <param name="Outside">True for the country around the town.</param>
internal sealed record Block(int Id, Area Shape, IReadOnlyList<(Road Road, int Side)> Sides, bool Outside)
{
    /// <summary>What it is used for.</summary>
    public BlockUse Use { get; set; }

    /// <summary>True if the rectangle lies on the block, corners and edges.</summary>
    public bool Holds(Footprint place)
    {
        Vector2D[] corners = place.Corners;
        for (int i = 0; i < 4; i++)
        {
            Vector2D a = corners[i], b = corners[(i + 1) % 4];
            int count = Math.Max(1, (int)Math.Ceiling((b - a).Length / 2.5));
            for (int k = 0; k < count; k++)
            {
                if (!Shape.Contains(Vector2D.Lerp(a, b, (double)k / count)))
                {
                    return false;
                }
            }
        }
        return true;
    }

    /// <summary>All blocks: the faces of the street graph.</summary>
    /// <param name="roads">Roads.</param>
    /// <param name="junctions">Junctions.</param>
    /// <param name="low">Lowest corner of the town.</param>
    /// <param name="high">Highest corner of the town.</param>
    public static List<Block> All(IReadOnlyList<Road> roads, IReadOnlyList<JunctionPlan> junctions, Vector2D low, Vector2D high)
    {
        List<Block> blocks = [];
        bool[,] done = new bool[roads.Count, 2];
        foreach (Road start in roads)
        {
            foreach (int side in (int[])[1, -1])
            {
                if (!done[start.Id, side > 0 ? 0 : 1])
                {
                    blocks.Add(Walk(blocks.Count, start, side, junctions, done, low, high));
                }
            }
        }
        return blocks;
    }

    /// <summary>Follows the streets with the block on the left.</summary>
    private static Block Walk(int id, Road start, int startSide, IReadOnlyList<JunctionPlan> junctions, bool[,] done, Vector2D low, Vector2D high)
    {
        List<Vector2D> outline = [];
        List<(Road, int)> sides = [];
        (Road road, int side) = (start, startSide);
        do
        {
            done[road.Id, side > 0 ? 0 : 1] = true;
            sides.Add((road, side));
            outline.AddRange(side > 0 ? road.OuterLine(1) : road.OuterLine(-1).Reverse());
            (JunctionPlan junction, int arm) = ArrivalOf(junctions, road, side > 0);
            int next = (arm + junction.Arms.Count - 1) % junction.Arms.Count;
            outline.AddRange(junction.Corners[next].Outer.Reverse());
            (road, side) = (junction.Arms[next].Road, junction.Arms[next].LeftSide);
        }
        while (road != start || side != startSide);
        Vector2D[] ring = [.. outline.Where((p, i) => (p - outline[(i + outline.Count - 1) % outline.Count]).Length > 1e-6)];
        bool outside = Area.SignedArea(ring) < 0;
        return new(id, outside ? new Area([low, new(high.X, low.Y), high, new(low.X, high.Y)], [ring]) : new Area(ring), sides, outside);
    }

    private static (JunctionPlan, int) ArrivalOf(IReadOnlyList<JunctionPlan> junctions, Road road, bool atEnd)
    {
        foreach (JunctionPlan junction in junctions)
        {
            for (int i = 0; i < junction.Arms.Count; i++)
            {
                if (junction.Arms[i].Road == road && junction.Arms[i].Begins != atEnd)
                {
                    return (junction, i);
                }
            }
        }
        throw new InvalidOperationException($"Road {road.Id} ends nowhere.");
    }
}
