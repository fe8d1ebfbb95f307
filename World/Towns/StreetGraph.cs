using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>
/// Which places of a town are joined by streets: a grid, shaken, with some streets left out. Nobody lives at a dead end: every place
/// has two streets or more, and no street is a bridge, so that routes can go on for ever.
/// </summary>
internal sealed class StreetGraph
{
    private static readonly (int X, int Y)[] Ways = [(1, 0), (0, 1), (-1, 0), (0, -1)];

    private readonly int columns, rows;
    private readonly Vector2D[] places;
    private readonly bool[,] open;

    private StreetGraph(int columns, int rows)
    {
        (this.columns, this.rows) = (columns, rows);
        places = new Vector2D[columns * rows];
        open = new bool[columns * rows, 4];
    }

    /// <summary>Number of places.</summary>
    public int Count => places.Length;

    /// <summary>Number of columns of the grid.</summary>
    public int Columns => columns;

    /// <summary>Number of rows of the grid.</summary>
    public int Rows => rows;

    /// <summary>A place.</summary>
    public Vector2D Place(int node) => places[node];

    /// <summary>Number of streets at a place.</summary>
    public int Degree(int node) => Enumerable.Range(0, 4).Count(way => open[node, way]);

    /// <summary>The place that a street leads to; way 0 is east, 1 north, 2 west, 3 south; −1 if there is no street.</summary>
    public int Neighbour(int node, int way) => open[node, way] ? Step(node, way) : -1;

    /// <summary>Unit direction in which a street leaves a place: streets run through without a kink, and side streets leave nearly square.</summary>
    public Vector2D Leaving(int node, int way)
    {
        Vector2D there = places[Neighbour(node, way)];
        int opposite = Neighbour(node, (way + 2) % 4);
        if (opposite >= 0)
        {
            return (there - places[opposite]).Normalized;
        }
        Vector2D chord = (there - places[node]).Normalized;
        int left = Neighbour(node, (way + 1) % 4), right = Neighbour(node, (way + 3) % 4);
        if (left < 0 || right < 0)
        {
            return (there - places[Math.Max(left, right)]).Normalized;
        }
        Vector2D square = -(places[left] - places[right]).Normalized.Left;
        return (square * 0.65 + chord * 0.35).Normalized;
    }

    /// <summary>A graph of about the given distance between places.</summary>
    public static StreetGraph Draw(RandomStream random, int columns, int rows, double spacing)
    {
        StreetGraph graph = new(columns, rows);
        double[] x = Lines(random, columns, spacing), y = Lines(random, rows, spacing);
        double shake = 0.09 * spacing;
        for (int node = 0; node < graph.Count; node++)
        {
            graph.places[node] = new(x[node % columns] + random.Between(-shake, shake), y[node / columns] + random.Between(-shake, shake));
            for (int way = 0; way < 4; way++)
            {
                graph.open[node, way] = graph.Step(node, way) >= 0;
            }
        }
        int removals = 1 + random.Index(2) + columns * rows / 16;
        for (int attempt = 0; attempt < 40 && removals > 0; attempt++)
        {
            int node = random.Index(graph.Count), way = random.Index(2);
            if (graph.TryRemove(node, way))
            {
                removals--;
            }
        }
        return graph;
    }

    private static double[] Lines(RandomStream random, int count, double spacing)
    {
        double[] lines = new double[count];
        for (int i = 1; i < count; i++)
        {
            lines[i] = lines[i - 1] + spacing * random.Between(0.9, 1.12);
        }
        double middle = lines[^1] / 2;
        return [.. lines.Select(value => value - middle)];
    }

    private int Step(int node, int way)
    {
        int x = node % columns + Ways[way].X, y = node / columns + Ways[way].Y;
        return x < 0 || y < 0 || x >= columns || y >= rows ? -1 : y * columns + x;
    }

    private bool TryRemove(int node, int way)
    {
        int other = Neighbour(node, way);
        if (other < 0 || Degree(node) < 3 || Degree(other) < 3 || Rim(node) && Rim(other))
        {
            return false;
        }
        Set(node, way, other, false);
        // A place with two streets that meet at a corner would be a tight bend inside the town.
        if (Kinked(node) || Kinked(other) || HasBridge())
        {
            Set(node, way, other, true);
            return false;
        }
        return true;
    }

    private bool Kinked(int node) => Degree(node) == 2 && !Rim(node) && !(open[node, 0] && open[node, 2]) && !(open[node, 1] && open[node, 3]);

    private bool Rim(int node) => node % columns == 0 || node % columns == columns - 1 || node / columns == 0 || node / columns == rows - 1;

    private void Set(int node, int way, int other, bool value) => open[node, way] = open[other, (way + 2) % 4] = value;

    private bool HasBridge()
    {
        for (int node = 0; node < Count; node++)
        {
            for (int way = 0; way < 2; way++)
            {
                int other = Neighbour(node, way);
                if (other >= 0)
                {
                    Set(node, way, other, false);
                    bool whole = Reached() == Count;
                    Set(node, way, other, true);
                    if (!whole)
                    {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private int Reached()
    {
        bool[] seen = new bool[Count];
        Stack<int> stack = new([0]);
        seen[0] = true;
        int reached = 0;
        while (stack.TryPop(out int node))
        {
            reached++;
            for (int way = 0; way < 4; way++)
            {
                int other = Neighbour(node, way);
                if (other >= 0 && !seen[other])
                {
                    seen[other] = true;
                    stack.Push(other);
                }
            }
        }
        return reached;
    }
}
