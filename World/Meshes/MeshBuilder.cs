using System.Numerics;
using VoxPilot.Core;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Meshes;

/// <summary>
/// Collects triangles, solid by solid, and works out normals: within a solid, faces that meet at less than its crease look smooth.
/// </summary>
internal sealed class MeshBuilder
{
    /// <summary>Crease of round things: everything is smoothed.</summary>
    public const float Round = -1;

    /// <summary>Crease of things with edges: up to about 40° are smoothed.</summary>
    public const float Edged = 0.76f;

    /// <summary>Crease of things with flat faces only.</summary>
    public const float Flat = 2;

    private readonly List<Vector3> corners = []; // three for each triangle
    private readonly List<byte> parts = [];
    private readonly List<(int Triangle, float Crease)> solids = [];
    private readonly List<OccupancyClass> classes = [];
    private readonly List<Surface> surfaces = [];
    private byte part;

    /// <summary>What is done to every point before it is added; must not mirror.</summary>
    public Func<Vector3, Vector3>? Bend { get; set; }

    /// <summary>What each part looks like.</summary>
    public Surface[] Surfaces => [.. surfaces];

    /// <summary>Number of triangles so far.</summary>
    public int TriangleCount => parts.Count;

    /// <summary>Begins a part, or goes on with an earlier one of the same label and surface.</summary>
    public void Part(OccupancyClass label, Surface surface)
    {
        int known = surfaces.FindIndex(other => ReferenceEquals(other, surface));
        if (known >= 0 && classes[known] == label)
        {
            part = (byte)known;
            return;
        }
        part = checked((byte)surfaces.Count);
        surfaces.Add(surface);
        classes.Add(label);
    }

    /// <summary>Begins a solid: a closed shape, or a sheet.</summary>
    public void Solid(float crease = Edged) => solids.Add((TriangleCount, crease));

    /// <summary>Adds a triangle, counter-clockwise seen from outside.</summary>
    public void Triangle(Vector3 a, Vector3 b, Vector3 c)
    {
        if (Bend is not null)
        {
            (a, b, c) = (Bend(a), Bend(b), Bend(c));
        }
        if (Vectors.Length(Vectors.Cross(b - a, c - a)) > 1e-9f)
        {
            corners.Add(a);
            corners.Add(b);
            corners.Add(c);
            parts.Add(part);
        }
    }

    /// <summary>Adds a convex polygon.</summary>
    public void Polygon(params ReadOnlySpan<Vector3> points)
    {
        for (int i = 2; i < points.Length; i++)
        {
            Triangle(points[0], points[i - 1], points[i]);
        }
    }

    /// <summary>Lowest and highest coordinates so far.</summary>
    public (Vector3 Low, Vector3 High) Bounds()
    {
        (Vector3 low, Vector3 high) = (corners[0], corners[0]);
        foreach (Vector3 p in corners)
        {
            (low, high) = (Vector3.Min(low, p), Vector3.Max(high, p));
        }
        return (low, high);
    }

    /// <summary>Scales and moves everything along the axes so that what lay between two corners comes to lie between two others, and no point beyond them.</summary>
    public void Fit(Vector3 low, Vector3 high, Vector3 toLow, Vector3 toHigh)
    {
        Vector3 scale = (toHigh - toLow) / (high - low);
        for (int i = 0; i < corners.Count; i++)
        {
            corners[i] = Vector3.Min(Vector3.Max(toLow + (corners[i] - low) * scale, toLow), toHigh);
        }
    }

    /// <summary>The mesh of all triangles.</summary>
    public Mesh Build()
    {
        Vector3[] faces = new Vector3[TriangleCount]; // length: twice the triangle's area
        for (int i = 0; i < faces.Length; i++)
        {
            faces[i] = Vectors.Cross(corners[3 * i + 1] - corners[3 * i], corners[3 * i + 2] - corners[3 * i]);
        }
        List<Vector3> positions = [], normals = [];
        List<byte> kept = [];
        List<int> indices = [];
        Dictionary<(Vector3, Vector3), int> known = [];
        for (int s = 0; s < solids.Count; s++)
        {
            int from = solids[s].Triangle, to = s + 1 < solids.Count ? solids[s + 1].Triangle : TriangleCount;
            Dictionary<Vector3, List<int>> around = Around(from, to, solids[s].Crease);
            for (int t = from; t < to; t++)
            {
                if (Vectors.Length(faces[t]) < 1e-9f) // fitting can press a sliver flat
                {
                    continue;
                }
                kept.Add(parts[t]);
                for (int c = 3 * t; c < 3 * t + 3; c++)
                {
                    Vector3 normal = Normal(t, solids[s].Crease, faces, around.GetValueOrDefault(corners[c]));
                    if (!known.TryGetValue((corners[c], normal), out int index))
                    {
                        index = positions.Count;
                        known.Add((corners[c], normal), index);
                        positions.Add(corners[c]);
                        normals.Add(normal);
                    }
                    indices.Add(index);
                }
            }
        }
        return new() { Positions = [.. positions], Normals = [.. normals], Indices = [.. indices], Parts = [.. kept], Classes = [.. classes] };
    }

    private Dictionary<Vector3, List<int>> Around(int from, int to, float crease)
    {
        Dictionary<Vector3, List<int>> around = [];
        for (int c = 3 * from; crease <= 1 && c < 3 * to; c++)
        {
            if (!around.TryGetValue(corners[c], out List<int>? faces))
            {
                around.Add(corners[c], faces = []);
            }
            faces.Add(c / 3);
        }
        return around;
    }

    private static Vector3 Normal(int face, float crease, Vector3[] faces, List<int>? around)
    {
        Vector3 own = Vectors.Unit(faces[face]), sum = default;
        foreach (int other in around ?? [])
        {
            float length = Vectors.Length(faces[other]);
            if (length > 0 && Vectors.Dot(own, faces[other]) >= crease * length)
            {
                sum += faces[other];
            }
        }
        return Vectors.Length(sum) > 1e-12f ? Vectors.Unit(sum) : own;
    }
}
