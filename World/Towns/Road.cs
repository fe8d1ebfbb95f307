using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>
/// A street between two junctions: its middle, what it is made of from side to side, where one can cross and where one can park.
/// Along it runs the station s, the arc length on its uncut middle; sides: +1 left, −1 right.
/// </summary>
internal sealed class Road
{
    /// <summary>Length over which a kerb swings out to a parking strip.</summary>
    private const double Taper = 1.2;

    private readonly List<(double From, double To)> left = [], right = [];
    private readonly Vector2D[]?[] lines = new Vector2D[4][];

    public Road(int id, StreetPath path, RoadProfile profile)
    {
        (Id, Path, Profile) = (id, path, profile);
        (From, To) = (0, path.Middle.Length);
    }

    /// <summary>Index among the town's roads.</summary>
    public int Id { get; }

    /// <summary>Its uncut middle and where it leads.</summary>
    public StreetPath Path { get; }

    /// <summary>What it is made of.</summary>
    public RoadProfile Profile { get; }

    /// <summary>Station where it begins, at the edge of the junction.</summary>
    public double From { get; set; }

    /// <summary>Station where it ends.</summary>
    public double To { get; set; }

    /// <summary>Stations of crossings.</summary>
    public List<double> Crossings { get; } = [];

    /// <summary>The stretches of parking strip on a side.</summary>
    public List<(double From, double To)> Strips(int side) => side > 0 ? left : right;

    /// <summary>Unit direction at a station.</summary>
    public Vector2D Direction(double s) => (Path.Middle.At(s + 0.5) - Path.Middle.At(s - 0.5)).Normalized;

    /// <summary>The place at a station, moved to the left.</summary>
    public Vector2D Point(double s, double toLeft) => Path.Middle.At(s) + Direction(s).Left * toLeft;

    /// <summary>Distance from the middle to the kerb.</summary>
    public double Kerb(int side, double s)
    {
        double share = 0;
        foreach ((double from, double to) in Strips(side))
        {
            share = Math.Max(share, Math.Clamp(Math.Min(s - from, to - s) / Taper, 0, 1));
        }
        return Profile.LaneEdge(side) + share * Profile.Parking(side);
    }

    /// <summary>The kerb of a side, in the direction of the road.</summary>
    public Vector2D[] KerbLine(int side) => lines[side > 0 ? 0 : 1] ??= Curves.Simplify([.. Stations().Select(s => Point(s, side * Kerb(side, s)))]);

    /// <summary>The back of the pavement of a side, in the direction of the road.</summary>
    public Vector2D[] OuterLine(int side) => lines[side > 0 ? 2 : 3] ??= Curves.Simplify([.. Stations().Select(s => Point(s, side * Profile.Outer(side)))]);

    /// <summary>A line beside the middle, from junction to junction.</summary>
    public Polyline Line(double toLeft)
    {
        int count = (int)Math.Ceiling(To - From);
        return new(Enumerable.Range(0, count + 1).Select(i => Point(From + (To - From) * i / count, toLeft)));
    }

    /// <summary>A piece of a line beside the middle.</summary>
    public Vector2D[] Piece(double from, double to, double toLeft)
    {
        int count = Math.Max(1, (int)Math.Ceiling(to - from));
        return Curves.Simplify([.. Enumerable.Range(0, count + 1).Select(i => Point(from + (to - from) * i / count, toLeft))]);
    }

    private IEnumerable<double> Stations()
    {
        int count = (int)Math.Ceiling(To - From);
        List<double> stations = [.. Enumerable.Range(0, count + 1).Select(i => From + (To - From) * i / count)];
        foreach ((double from, double to) in left.Concat(right))
        {
            stations.AddRange([from, from + Taper, to - Taper, to]);
        }
        stations.Sort();
        return stations.Where((s, i) => i == 0 || s - stations[i - 1] > 1e-3);
    }
}
