using System.Numerics;
using VoxPilot.World.Meshes;

namespace VoxPilot.World.Tests.Meshes;

/// <summary>What holds of every mesh, and of every closed one.</summary>
internal static class MeshChecks
{
    public static void Sound(Mesh mesh, int surfaces)
    {
        Assert.Equal(mesh.Positions.Length, mesh.Normals.Length);
        Assert.Equal(3 * mesh.TriangleCount, mesh.Indices.Length);
        Assert.Equal(surfaces, mesh.Classes.Length);
        Assert.All(mesh.Indices, i => Assert.InRange(i, 0, mesh.Positions.Length - 1));
        Assert.All(mesh.Parts, part => Assert.InRange(part, 0, surfaces - 1));
        Assert.All(mesh.Normals, n => Assert.InRange(Vectors.Length(n), 0.9999f, 1.0001f));
        Assert.All(mesh.Positions, p => Assert.True(float.IsFinite(p.X + p.Y + p.Z)));
        for (int t = 0; t < mesh.TriangleCount; t++)
        {
            (Vector3 a, Vector3 b, Vector3 c) = Corners(mesh, t);
            Vector3 face = Vectors.Cross(b - a, c - a);
            Assert.True(Vectors.Dot(face, mesh.Normals[mesh.Indices[3 * t]]) > 0, "A normal looks away from its face.");
        }
    }

    /// <summary>Every edge is met by one of the other direction, and every connected piece encloses a positive volume.</summary>
    public static void ClosedAndOutward(Mesh mesh, string what)
    {
        Dictionary<(Vector3, Vector3), int> open = [];
        Dictionary<Vector3, Vector3> parents = [];
        Vector3 Root(Vector3 p)
        {
            while (parents.TryGetValue(p, out Vector3 up) && up != p)
            {
                p = up;
            }
            return p;
        }
        for (int t = 0; t < mesh.TriangleCount; t++)
        {
            (Vector3 a, Vector3 b, Vector3 c) = Corners(mesh, t);
            foreach ((Vector3 p, Vector3 q) in ((Vector3, Vector3)[])[(a, b), (b, c), (c, a)])
            {
                open[(p, q)] = open.GetValueOrDefault((p, q)) + 1;
                open[(q, p)] = open.GetValueOrDefault((q, p)) - 1;
                parents.TryAdd(p, p);
                parents.TryAdd(q, q);
                parents[Root(p)] = Root(q);
            }
        }
        Assert.True(open.Values.All(n => n == 0), $"{what} has open edges.");
        Dictionary<Vector3, double> volumes = [];
        for (int t = 0; t < mesh.TriangleCount; t++)
        {
            (Vector3 a, Vector3 b, Vector3 c) = Corners(mesh, t);
            Vector3 root = Root(a);
            volumes[root] = volumes.GetValueOrDefault(root) + Vectors.Dot(a - root, Vectors.Cross(b - root, c - root)) / 6;
        }
        Assert.True(volumes.Values.All(v => v > 0), $"{what} has a piece that is turned inside out.");
    }

    public static (Vector3 A, Vector3 B, Vector3 C) Corners(Mesh mesh, int triangle) =>
        (mesh.Positions[mesh.Indices[3 * triangle]], mesh.Positions[mesh.Indices[3 * triangle + 1]], mesh.Positions[mesh.Indices[3 * triangle + 2]]);
}
