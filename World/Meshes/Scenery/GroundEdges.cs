using VoxPilot.Core.Geometry;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>The borders of a town's ground areas, found by rows.</summary>
internal sealed class GroundEdges
{
    private readonly double height, bottom;
    private readonly Edge[][] rows;
    private readonly bool[] inside;
    private readonly double[] right; // of each area

    /// <param name="ground">The areas.</param>
    /// <param name="height">Of a row, metres; rows begin at its multiples.</param>
    public GroundEdges(IReadOnlyList<GroundArea> ground, double height)
    {
        this.height = height;
        (inside, right) = (new bool[ground.Count], new double[ground.Count]);
        List<Edge> edges = [];
        for (int i = 0; i < ground.Count; i++)
        {
            right[i] = double.NegativeInfinity;
            Add(edges, i, ground[i].Shape.Outline);
            foreach (IReadOnlyList<Vector2D> hole in ground[i].Shape.Holes)
            {
                Add(edges, i, hole);
            }
        }
        double low = double.MaxValue, high = double.MinValue;
        foreach (Edge edge in edges)
        {
            (low, high) = (Math.Min(low, edge.Low.Y), Math.Max(high, edge.High.Y));
            right[edge.Area] = Math.Max(right[edge.Area], Math.Max(edge.Low.X, edge.High.X));
        }
        bottom = edges.Count > 0 ? Math.Floor(low / height) * height : 0;
        List<Edge>[] lists = new List<Edge>[edges.Count > 0 ? (int)((high - bottom) / height) + 1 : 0];
        for (int i = 0; i < lists.Length; i++)
        {
            lists[i] = [];
        }
        foreach (Edge edge in edges)
        {
            for (int row = (int)((edge.Low.Y - bottom) / height); row <= (int)((edge.High.Y - bottom) / height); row++)
            {
                lists[row].Add(edge);
            }
        }
        rows = Array.ConvertAll(lists, list => list.ToArray());
    }

    /// <summary>Edges that may run through a level.</summary>
    public ReadOnlySpan<Edge> Row(double y)
    {
        double row = Math.Floor((y - bottom) / height);
        return row >= 0 && row < rows.Length ? rows[(int)row] : [];
    }

    /// <summary>Greatest x of an area.</summary>
    public double Right(int area) => right[area];

    /// <summary>The topmost area at a place; −1 for open terrain.</summary>
    public int At(Vector2D p)
    {
        ReadOnlySpan<Edge> row = Row(p.Y);
        int top = -1;
        foreach (ref readonly Edge edge in row)
        {
            if (edge.Low.Y <= p.Y && edge.High.Y > p.Y && right[edge.Area] > p.X && edge.At(p.Y) <= p.X)
            {
                inside[edge.Area] ^= true;
            }
        }
        foreach (ref readonly Edge edge in row)
        {
            if (inside[edge.Area])
            {
                (top, inside[edge.Area]) = (Math.Max(top, edge.Area), false);
            }
        }
        return top;
    }

    private static void Add(List<Edge> edges, int area, IReadOnlyList<Vector2D> ring)
    {
        for (int i = 0; i < ring.Count; i++)
        {
            (Vector2D a, Vector2D b) = (ring[i], ring[i + 1 < ring.Count ? i + 1 : 0]);
            edges.Add(a.Y < b.Y ? new(area, a, b) : new(area, b, a));
        }
    }

    /// <summary>A straight piece of an area's border, upwards or level.</summary>
    internal readonly record struct Edge(int Area, Vector2D Low, Vector2D High)
    {
        /// <summary>Its x at a level.</summary>
        public double At(double y)
        {
            double share = (y - Low.Y) / (High.Y - Low.Y);
            return share <= 0 ? Low.X : share >= 1 ? High.X : Low.X + share * (High.X - Low.X);
        }
    }
}
