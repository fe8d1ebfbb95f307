using System.Numerics;

using VoxPilot.World.Meshes;
using VoxPilot.World.Sensors;

namespace VoxPilot.World.Truth;

/// <summary>A mesh of agents with what sensors need of it, made once.</summary>
internal sealed class AgentBody
{
    /// <summary>Points on its surface, each standing for the same share of it.</summary>
    public const int Samples = 256;

    public AgentBody(Mesh mesh)
    {
        Tree = TriangleTree.Of(mesh);
        double[] upTo = new double[Tree.Count];
        double area = 0;
        for (int i = 0; i < upTo.Length; i++)
        {
            upTo[i] = area += Across(Tree[i]).Length;
        }
        int at = 0;
        for (int k = 0; k < Samples && area > 0; k++)
        {
            double wanted = (k + 0.5) / Samples * area;
            while (at < upTo.Length - 1 && upTo[at] < wanted)
            {
                at++;
            }
            (Points[k], Normals[k]) = Within(Tree[at], k);
        }
    }

    /// <summary>Its triangles, in the mesh's frame.</summary>
    public TriangleTree Tree { get; }

    /// <summary>The points, in the mesh's frame.</summary>
    public Vector3[] Points { get; } = new Vector3[Samples];

    /// <summary>The normal at each point.</summary>
    public Vector3[] Normals { get; } = new Vector3[Samples];

    // A point of the triangle from a sequence that spreads evenly (Roberts' R2), folded from the square.
    private static (Vector3 Point, Vector3 Normal) Within(in TriangleTree.Corner corner, int k)
    {
        double u = k * 0.7548776662466927 % 1, v = k * 0.5698402909980532 % 1;
        if (u + v > 1)
        {
            (u, v) = (1 - u, 1 - v);
        }
        (Vector3 across, double length) = Across(corner);
        return (corner.A + (corner.B - corner.A) * (float)u + (corner.C - corner.A) * (float)v, across / (float)Math.Max(length, 1e-20));
    }

    private static (Vector3 Across, double Length) Across(in TriangleTree.Corner corner)
    {
        Vector3 u = corner.B - corner.A, v = corner.C - corner.A;
        Vector3 n = new(u.Y * v.Z - u.Z * v.Y, u.Z * v.X - u.X * v.Z, u.X * v.Y - u.Y * v.X);
        return (n, Math.Sqrt((double)n.X * n.X + (double)n.Y * n.Y + (double)n.Z * n.Z));
    }
}
