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
        for (int i = 0; i < surfaces.Count; i++)
        {
            if (ReferenceEquals(surfaces[i], surface) && classes[i] == label)
            {
                part = (byte)i;
                return;
            }
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
        int[] next = Chains(out int[] places, out int[] firsts);
        int[] indices = new int[corners.Count], made = new int[firsts.Length], older = new int[corners.Count];
        Vector3[] positions = new Vector3[corners.Count], normals = new Vector3[corners.Count];
        byte[] kept = new byte[faces.Length];
        int count = 0, vertices = 0;
        Array.Fill(made, -1);
        for (int s = 0; s < solids.Count; s++)
        {
            int from = solids[s].Triangle, to = s + 1 < solids.Count ? solids[s + 1].Triangle : TriangleCount;
            for (int t = from; t < to; t++)
            {
                if (Vectors.Length(faces[t]) < 1e-9f) // fitting can press a sliver flat
                {
                    continue;
                }
                for (int c = 3 * t; c < 3 * t + 3; c++)
                {
                    int place = places[c];
                    Vector3 normal = solids[s].Crease > 1 ? Vectors.Unit(faces[t]) : Normal(t, solids[s].Crease, faces, firsts[place], next, 3 * from, 3 * to);
                    int vertex = made[place];
                    while (vertex >= 0 && normals[vertex] != normal)
                    {
                        vertex = older[vertex];
                    }
                    if (vertex < 0)
                    {
                        vertex = vertices++;
                        (positions[vertex], normals[vertex]) = (corners[c], normal);
                        (older[vertex], made[place]) = (made[place], vertex);
                    }
                    indices[3 * count + c - 3 * t] = vertex;
                }
                kept[count++] = parts[t];
            }
        }
        return new() { Positions = positions[..vertices], Normals = normals[..vertices], Indices = indices[..(3 * count)], Parts = kept[..count], Classes = [.. classes] };
    }

    // Numbers the places of corners, and joins the corners of a place in a chain in their order.
    private int[] Chains(out int[] places, out int[] firsts)
    {
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * corners.Count + 2)), count = 0;
        int[] table = new int[size], next = new int[corners.Count], lasts = new int[corners.Count];
        (places, firsts) = (new int[corners.Count], new int[corners.Count]);
        for (int c = 0; c < places.Length; c++)
        {
            Vector3 p = corners[c] + Vector3.Zero; // −0 becomes 0
            uint hash = BitConverter.SingleToUInt32Bits(p.X) * 0x8DA6B343u ^ BitConverter.SingleToUInt32Bits(p.Y) * 0xD8163841u ^ BitConverter.SingleToUInt32Bits(p.Z) * 0xCB1AB31Fu;
            int slot = (int)((hash ^ hash >> 15) * 0x2C1B3C6Du >> 7) & size - 1;
            while (table[slot] > 0 && corners[firsts[table[slot] - 1]] != p)
            {
                slot = slot + 1 & size - 1;
            }
            next[c] = -1;
            if (table[slot] == 0)
            {
                firsts[count] = c;
                table[slot] = ++count;
            }
            else
            {
                next[lasts[table[slot] - 1]] = c;
            }
            places[c] = table[slot] - 1;
            lasts[places[c]] = c;
        }
        return next;
    }

    // Of a face at a corner: the sum over faces of the same solid there that meet it at less than the crease.
    private static Vector3 Normal(int face, float crease, Vector3[] faces, int first, int[] next, int from, int to)
    {
        Vector3 own = Vectors.Unit(faces[face]), sum = default;
        for (int corner = first; corner >= 0 && corner < to; corner = next[corner])
        {
            if (corner < from)
            {
                continue;
            }
            int other = corner / 3;
            float length = Vectors.Length(faces[other]);
            if (length > 0 && Vectors.Dot(own, faces[other]) >= crease * length)
            {
                sum += faces[other];
            }
        }
        return Vectors.Length(sum) > 1e-12f ? Vectors.Unit(sum) : own;
    }
}
