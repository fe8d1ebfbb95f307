using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Meshes;

/// <summary>Closed shapes that things are made of. Each begins a solid of its own.</summary>
internal static class Solids
{
    // An icosahedron; √(1/(1 + φ²)) and φ times that.
    private const float Short = 0.52573111f, Long = 0.85065081f;

    private static readonly Vector3[] Corners =
    [
        new(-Short, 0, Long), new(Short, 0, Long), new(-Short, 0, -Long), new(Short, 0, -Long), new(0, Long, Short), new(0, Long, -Short),
        new(0, -Long, Short), new(0, -Long, -Short), new(Long, Short, 0), new(-Long, Short, 0), new(Long, -Short, 0), new(-Long, -Short, 0),
    ];

    private static readonly (int, int, int)[] Faces =
    [
        (0, 1, 4), (0, 4, 9), (9, 4, 5), (4, 8, 5), (4, 1, 8), (8, 1, 10), (8, 10, 3), (5, 8, 3), (5, 3, 2), (2, 3, 7),
        (7, 3, 10), (7, 10, 6), (7, 6, 11), (11, 6, 0), (0, 6, 1), (6, 10, 1), (9, 11, 0), (9, 2, 11), (9, 5, 2), (7, 11, 2),
    ];

    /// <summary>A box along the axes, between two opposite corners in any order.</summary>
    public static void Box(this MeshBuilder mesh, Vector3 a, Vector3 b)
    {
        (Vector3 low, Vector3 high) = (Vector3.Min(a, b), Vector3.Max(a, b));
        mesh.Extrude([new(low.X, low.Y), new(high.X, low.Y), new(high.X, high.Y), new(low.X, high.Y)], low.Z, high.Z, MeshBuilder.Flat);
    }

    /// <summary>Rings of the same number of points, joined one to the next and closed at both ends. Points run counter-clockwise seen from the last ring's side.</summary>
    public static void Loft(this MeshBuilder mesh, float crease, params IReadOnlyList<Vector3[]> rings)
    {
        mesh.Solid(crease);
        int count = rings[0].Length;
        for (int i = 0; i + 1 < rings.Count; i++)
        {
            (Vector3[] a, Vector3[] b) = (rings[i], rings[i + 1]);
            for (int j = 0; j < count; j++)
            {
                int k = (j + 1) % count;
                mesh.Triangle(a[j], a[k], b[k]);
                mesh.Triangle(a[j], b[k], b[j]);
            }
        }
        mesh.Polygon([.. rings[0].Reverse()]);
        mesh.Polygon(rings[^1]);
    }

    /// <summary>A convex polygon of the plane (counter-clockwise from above), drawn up from one height to another.</summary>
    public static void Extrude(this MeshBuilder mesh, Vector2[] outline, float from, float to, float crease = MeshBuilder.Edged) =>
        mesh.Loft(crease, [.. outline.Select(p => new Vector3(p, from))], [.. outline.Select(p => new Vector3(p, to))]);

    /// <summary>A convex side view in x, z (counter-clockwise seen from the right), as wide as twice <paramref name="half"/>; its edges towards both sides are bevelled.</summary>
    public static void Profile(this MeshBuilder mesh, Vector2[] side, float half, float bevel = 0, float crease = MeshBuilder.Edged) =>
        mesh.Slice(side, -half, half, bevel, crease);

    /// <summary>As <see cref="Profile"/>, between two y.</summary>
    public static void Slice(this MeshBuilder mesh, Vector2[] side, float right, float left, float bevel = 0, float crease = MeshBuilder.Edged)
    {
        Vector3[] At(Vector2[] ring, float y) => [.. ring.Select(p => new Vector3(p.X, y, p.Y))];
        if (bevel <= 0)
        {
            mesh.Loft(crease, At(side, left), At(side, right));
            return;
        }
        Vector2 low = side.Aggregate(Vector2.Min), high = side.Aggregate(Vector2.Max), middle = (low + high) / 2, shrink = Vector2.One - new Vector2(2 * bevel) / (high - low);
        Vector2[] inner = [.. side.Select(p => middle + (p - middle) * shrink)];
        mesh.Loft(crease, At(inner, left), At(side, left - bevel), At(side, right + bevel), At(inner, right));
    }

    /// <summary>A rod that may taper.</summary>
    public static void Tube(this MeshBuilder mesh, Vector3 from, Vector3 to, float fromRadius, float toRadius, int sides = 6)
    {
        Vector3 along = Vectors.Unit(to - from), u = Vectors.Unit(Vectors.Cross(along, Math.Abs(along.Z) < 0.9f ? Vector3.UnitZ : Vector3.UnitX)), v = Vectors.Cross(along, u);
        Vector3[] Ring(Vector3 middle, float radius) => [.. Circle(sides).Select(p => middle + radius * (p.X * u + p.Y * v))];
        mesh.Loft(sides > 4 ? MeshBuilder.Edged * 0.5f : 0.2f, Ring(from, fromRadius), Ring(to, toRadius));
    }

    /// <summary>A rod of one radius.</summary>
    public static void Tube(this MeshBuilder mesh, Vector3 from, Vector3 to, float radius, int sides = 6) => mesh.Tube(from, to, radius, radius, sides);

    /// <summary>A limb: a tube that bends in its middle.</summary>
    public static void Limb(this MeshBuilder mesh, Vector3 from, Vector3 joint, Vector3 to, Vector3 radii, int sides)
    {
        Vector3 upper = Vectors.Unit(joint - from), lower = Vectors.Unit(to - joint), side = Vector3.UnitY;
        Vector3[] Ring(Vector3 middle, Vector3 along, float radius)
        {
            Vector3 u = Vectors.Unit(Vectors.Cross(along, side)), v = Vectors.Cross(along, u);
            return [.. Circle(sides).Select(p => middle + radius * (p.X * u + p.Y * v))];
        }
        mesh.Loft(0.2f, Ring(from, upper, radii.X), Ring(joint, Vectors.Unit(upper + lower), radii.Y), Ring(to, lower, radii.Z));
    }

    /// <summary>A wheel: a cylinder about y.</summary>
    public static void Wheel(this MeshBuilder mesh, Vector3 hub, float radius, float width, int sides = 10) =>
        mesh.Loft(0.5f, Round(sides, hub + new Vector3(0, width / 2, 0), radius), Round(sides, hub - new Vector3(0, width / 2, 0), radius));

    /// <summary>A body of revolution about z through (radius, height), from below.</summary>
    public static void Turned(this MeshBuilder mesh, Vector3 foot, int sides, float crease, params Vector2[] outline) =>
        mesh.Loft(crease, [.. outline.Select(r => (Vector3[])[.. Circle(sides).Select(p => foot + new Vector3(r.X * p, r.Y))])]);

    /// <summary>An ellipsoid of rings, blunt at its poles.</summary>
    public static void Ball(this MeshBuilder mesh, Vector3 centre, Vector3 radii, int sectors = 6, int rings = 3)
    {
        double reach = Elementary.Cos(Math.PI / (2 * rings));
        mesh.Loft(MeshBuilder.Round, [.. Enumerable.Range(0, rings).Select(k =>
        {
            (double sin, double cos) = Elementary.SinCos(Math.PI * (k + 0.5) / rings);
            return (Vector3[])[.. Circle(sectors).Select(p => centre + radii * new Vector3((float)sin * p, -(float)(cos / reach)))];
        })]);
    }

    /// <summary>An ellipsoid of 20 equal triangles, or of 80.</summary>
    public static void Globe(this MeshBuilder mesh, Vector3 centre, Vector3 radii, bool fine)
    {
        mesh.Solid(MeshBuilder.Round);
        foreach ((int i, int j, int k) in Faces)
        {
            (Vector3 a, Vector3 b, Vector3 c) = (Corners[i], Corners[j], Corners[k]);
            if (!fine)
            {
                Add(a, b, c);
                continue;
            }
            (Vector3 ab, Vector3 bc, Vector3 ca) = (Vectors.Unit(a + b), Vectors.Unit(b + c), Vectors.Unit(c + a));
            Add(a, ab, ca);
            Add(b, bc, ab);
            Add(c, ca, bc);
            Add(ab, bc, ca);
        }

        void Add(Vector3 a, Vector3 b, Vector3 c) => mesh.Triangle(centre + radii * a, centre + radii * b, centre + radii * c);
    }

    /// <summary>Points of the unit circle, counter-clockwise; a side's middle looks along x.</summary>
    public static Vector2[] Circle(int sides)
    {
        Vector2[] points = new Vector2[sides];
        for (int i = 0; i < sides; i++)
        {
            (double sin, double cos) = Elementary.SinCos(2 * Math.PI * (i + 0.5) / sides);
            points[i] = new((float)cos, (float)sin);
        }
        return points;
    }

    private static Vector3[] Round(int sides, Vector3 centre, float radius) => [.. Circle(sides).Select(p => centre + radius * new Vector3(p.X, 0, p.Y))];
}
