using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>The middle of a street from junction to junction, before it is cut to make room for them.</summary>
/// <param name="From">Place where it starts.</param>
/// <param name="FromWay">Way by which it leaves there.</param>
/// <param name="To">Place where it ends.</param>
/// <param name="ToWay">Way by which one would go back.</param>
/// <param name="Line">Which line of the grid it follows: a row, or columns after the rows.</param>
/// <param name="Middle">Its middle.</param>
internal sealed record StreetPath(int From, int FromWay, int To, int ToWay, int Line, Polyline Middle)
{
    private const double SmallestRadius = 29;

    /// <summary>All streets of a graph, each once. Places with two streets are bends on the way.</summary>
    public static List<StreetPath> All(StreetGraph graph, RandomStream random)
    {
        List<StreetPath> paths = [];
        bool[,] done = new bool[graph.Count, 4];
        for (int node = 0; node < graph.Count; node++)
        {
            for (int way = 0; way < 4; way++)
            {
                if (graph.Degree(node) >= 3 && graph.Neighbour(node, way) >= 0 && !done[node, way])
                {
                    StreetPath path = Follow(graph, random, node, way);
                    done[node, way] = done[path.To, path.ToWay] = true;
                    paths.Add(path);
                }
            }
        }
        return paths;
    }

    private static StreetPath Follow(StreetGraph graph, RandomStream random, int start, int startWay)
    {
        List<Vector2D> points = [graph.Place(start)];
        int node = start, way = startWay;
        while (true)
        {
            int next = graph.Neighbour(node, way), back = (way + 2) % 4;
            Edge(points, random, graph.Place(node), graph.Leaving(node, way), graph.Place(next), -graph.Leaving(next, back));
            if (graph.Degree(next) >= 3)
            {
                int line = startWay % 2 == 0 ? start / graph.Columns : graph.Rows + start % graph.Columns;
                return new(start, startWay, next, back, line, new Polyline(points).Resample(0.5));
            }
            int other = Enumerable.Range(0, 4).First(w => w != back && graph.Neighbour(next, w) >= 0);
            (node, way) = (next, other);
        }
    }

    /// <summary>One edge: plain, bowed, or bent twice, as wide bends allow.</summary>
    private static void Edge(List<Vector2D> points, RandomStream random, Vector2D a, Vector2D leaving, Vector2D b, Vector2D arriving)
    {
        double length = (b - a).Length, shape = random.Unit();
        double aside = shape < 0.3 ? random.Between(3.5, 7.5) * (random.Chance(0.5) ? 1 : -1) : 0;
        double twist = shape is >= 0.3 and < 0.5 ? random.Between(0.12, 0.3) * (random.Chance(0.5) ? 1 : -1) : 0;
        List<Vector2D> bent = [a];
        if (aside != 0 || twist != 0)
        {
            Vector2D chord = (b - a).Normalized, middle = Vector2D.Lerp(a, b, 0.5) + chord.Left * aside;
            Vector2D through = (chord + chord.Left * twist).Normalized * (length / 2);
            Curves.Hermite(bent, a, leaving * (length / 2), middle, through);
            Curves.Hermite(bent, middle, through, b, arriving * (length / 2));
        }
        if (bent.Count == 1 || Tightest(bent) < SmallestRadius)
        {
            bent = [a];
            Curves.Hermite(bent, a, leaving * length, b, arriving * length);
        }
        points.AddRange(bent.Skip(1));
    }

    private static double Tightest(List<Vector2D> points)
    {
        Polyline line = new Polyline(points).Resample(4);
        double most = 1e-6;
        for (int i = 1; i + 1 < line.Points.Count; i++)
        {
            Vector2D before = line.Points[i] - line.Points[i - 1], after = line.Points[i + 1] - line.Points[i];
            most = Math.Max(most, Math.Abs(Vector2D.Cross(before, after)) / (before.Length * after.Length) / before.Length);
        }
        return 1 / most;
    }
}
