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
    private readonly Dictionary<(int, int), List<(int Area, Vector2D[] Triangle)>> places = [];

    public GroundLayers(IReadOnlyList<GroundArea> areas)
    {
        this.areas = areas;
        triangles = [.. areas.Select(area => PolygonTriangulation.Triangulate(area.Shape).Select(t => new[] { t.A, t.B, t.C }).ToArray())];
        for (int i = 0; i < areas.Count; i++)
        {
            foreach (Vector2D[] triangle in triangles[i])
            {
                foreach ((int, int) place in Places(triangle))
                {
                    if (!places.TryGetValue(place, out List<(int, Vector2D[])>? here))
                    {
                        places.Add(place, here = []);
                    }
                    here.Add((i, triangle));
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
            foreach ((int other, Vector2D[] below) in Near(triangle))
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
        foreach ((int other, Vector2D[] triangle) in Near(polygon))
        {
            if (other > area && Level(other) < level - Same || area < 0 && areas[other].Class == OccupancyClass.Terrain || terrain && other > area && Level(other) < level + Same)
            {
                left = [.. left.SelectMany(piece => piece.Without(triangle))];
            }
        }
        return left;
    }

    private double Level(int area) => areas[area].Class == OccupancyClass.Terrain ? TerrainHeight : areas[area].Height;

    // Each triangle once, in order, that may touch the polygon.
    private List<(int Area, Vector2D[] Triangle)> Near(Vector2D[] polygon)
    {
        (double x0, double x1, double y0, double y1) = (polygon.Min(p => p.X), polygon.Max(p => p.X), polygon.Min(p => p.Y), polygon.Max(p => p.Y));
        List<(int, Vector2D[])> near = [];
        HashSet<Vector2D[]> seen = [];
        foreach ((int, int) place in Places(polygon))
        {
            foreach ((int area, Vector2D[] t) in places.GetValueOrDefault(place) ?? [])
            {
                bool apart = Math.Max(t[0].X, Math.Max(t[1].X, t[2].X)) <= x0 || Math.Min(t[0].X, Math.Min(t[1].X, t[2].X)) >= x1
                    || Math.Max(t[0].Y, Math.Max(t[1].Y, t[2].Y)) <= y0 || Math.Min(t[0].Y, Math.Min(t[1].Y, t[2].Y)) >= y1;
                if (!apart && seen.Add(t))
                {
                    near.Add((area, t));
                }
            }
        }
        return near;
    }

    private static IEnumerable<(int, int)> Places(Vector2D[] polygon)
    {
        const double Side = 8;
        (int x0, int x1) = ((int)Math.Floor(polygon.Min(p => p.X) / Side), (int)Math.Floor(polygon.Max(p => p.X) / Side));
        (int y0, int y1) = ((int)Math.Floor(polygon.Min(p => p.Y) / Side), (int)Math.Floor(polygon.Max(p => p.Y) / Side));
        for (int x = x0; x <= x1; x++)
        {
            for (int y = y0; y <= y1; y++)
            {
                yield return (x, y);
            }
        }
    }
}
