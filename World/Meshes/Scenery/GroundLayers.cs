using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>The ground areas of a town as triangles, found by place, and which of them hide which.</summary>
internal sealed class GroundLayers
{
    private const double TerrainHeight = 0.05; // near other surfaces, see Town.TerrainHeight
    private const double Same = 0.02;

    private readonly IReadOnlyList<GroundArea> areas;
    private readonly Vector2D[][][] triangles; // by area
    private readonly Dictionary<(int, int), List<Entry>> places = [];

    public GroundLayers(IReadOnlyList<GroundArea> areas)
    {
        this.areas = areas;
        triangles = [.. areas.Select(area => PolygonTriangulation.Triangulate(area.Shape).Select(t => new[] { t.A, t.B, t.C }).ToArray())];
        for (int i = 0; i < areas.Count; i++)
        {
            foreach (Vector2D[] triangle in triangles[i])
            {
                Bounds bounds = Bounds.Of(triangle);
                foreach ((int, int) place in Places(bounds))
                {
                    if (!places.TryGetValue(place, out List<Entry>? here))
                    {
                        places.Add(place, here = []);
                    }
                    here.Add(new(i, triangle, bounds));
                }
            }
        }
    }

    /// <summary>Triangles of an area, counter-clockwise.</summary>
    public IReadOnlyList<Vector2D[]> Triangles(int area) => triangles[area];

    /// <summary>How far an area must be raised so that it lies on those of the same height below it: 2 mm for each, up to two.</summary>
    public double Raised(int area, double[] raised)
    {
        double most = 0;
        foreach (Vector2D[] triangle in triangles[area])
        {
            foreach ((int other, Vector2D[] below, _) in Near(triangle))
            {
                if (other < area && Math.Abs(Level(other) - Level(area)) < Same && areas[other].Material != areas[area].Material && raised[other] + 0.002 > most
                    && ConvexRegion.Common(triangle, below).Length > 0)
                {
                    most = raised[other] + 0.002;
                }
            }
        }
        return Math.Min(most, 0.004);
    }

    /// <summary>What of a convex polygon of an area (−1: open terrain) is not hidden by later areas that lie lower; those that lie higher hide it anyway.</summary>
    public List<Vector2D[]> Uncovered(Vector2D[] polygon, int area)
    {
        double level = area < 0 ? TerrainHeight : Level(area);
        bool terrain = area < 0 || areas[area].Class == OccupancyClass.Terrain;
        List<Vector2D[]> left = [polygon];
        foreach ((int other, Vector2D[] triangle, _) in Near(polygon))
        {
            bool same = area < 0 ? areas[other].Class != OccupancyClass.Terrain : terrain;
            if (other > area && (Level(other) < level - Same || same && Level(other) < level + Same))
            {
                left = [.. left.SelectMany(piece => piece.Without(triangle))];
                if (left.Count == 0)
                {
                    break;
                }
            }
        }
        return left;
    }

    private double Level(int area) => areas[area].Class == OccupancyClass.Terrain ? TerrainHeight : areas[area].Height;

    // Each triangle once, in order, that may touch the polygon.
    private List<Entry> Near(Vector2D[] polygon)
    {
        Bounds bounds = Bounds.Of(polygon);
        List<Entry> near = [];
        bool several = false;
        foreach ((int, int) place in Places(bounds))
        {
            foreach (Entry entry in places.GetValueOrDefault(place) ?? [])
            {
                if (entry.Bounds.Meets(bounds) && !(several && near.Exists(known => ReferenceEquals(known.Triangle, entry.Triangle))))
                {
                    near.Add(entry);
                }
            }
            several = true;
        }
        return near;
    }

    private static IEnumerable<(int, int)> Places(Bounds bounds)
    {
        const double Side = 8;
        for (int x = (int)Math.Floor(bounds.Left / Side); x < bounds.Right / Side; x++)
        {
            for (int y = (int)Math.Floor(bounds.Bottom / Side); y < bounds.Top / Side; y++)
            {
                yield return (x, y);
            }
        }
    }

    private readonly record struct Entry(int Area, Vector2D[] Triangle, Bounds Bounds);

    private readonly record struct Bounds(double Left, double Bottom, double Right, double Top)
    {
        public static Bounds Of(Vector2D[] polygon)
        {
            (double left, double bottom, double right, double top) = (polygon[0].X, polygon[0].Y, polygon[0].X, polygon[0].Y);
            foreach (Vector2D p in polygon)
            {
                (left, bottom, right, top) = (Math.Min(left, p.X), Math.Min(bottom, p.Y), Math.Max(right, p.X), Math.Max(top, p.Y));
            }
            return new(left, bottom, right, top);
        }

        public bool Meets(in Bounds other) => Left < other.Right && Right > other.Left && Bottom < other.Top && Top > other.Bottom;
    }
}
