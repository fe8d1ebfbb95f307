using System.Numerics;
using VoxPilot.World.Meshes;

namespace VoxPilot.World.Rendering;

/// <summary>The plain twin of <see cref="Rasterizer"/>: for every sample, the ray against every triangle in double precision (Möller and Trumbore).</summary>
internal static class RasterizerReference
{
    /// <summary>Nearness of the nearest triangle at a sample, the triangle, and how clearly the ray passes inside of it and of those beside it.</summary>
    /// <param name="Triangle">−1 where nothing is.</param>
    /// <param name="Nearness">1 / depth.</param>
    /// <param name="Margin">Smallest distance of a barycentric coordinate of any triangle from deciding otherwise; 0 on an edge.</param>
    internal readonly record struct Hit(int Triangle, double Nearness, double Margin);

    /// <summary>What a camera sees of one instance at a sample.</summary>
    public static Hit At(Projection view, MeshInstance instance, int x, int y)
    {
        Mesh mesh = instance.Mesh;
        Hit hit = new(-1, 0, double.PositiveInfinity);
        for (int t = 0; t < mesh.TriangleCount; t++)
        {
            (double X, double Y, double W) a = Project(view, instance, mesh.Indices[3 * t]), b = Project(view, instance, mesh.Indices[3 * t + 1]), c = Project(view, instance, mesh.Indices[3 * t + 2]);
            // A point of the ray: w (x, y, 1); of the triangle: a mix of its corners. Solved by Cramer's rule.
            double whole = Determinant(a, b, c), u = Determinant((x, y, 1), b, c), v = Determinant(a, (x, y, 1), c), w = Determinant(a, b, (x, y, 1));
            if (whole >= 0)
            {
                continue;
            }
            (u, v, w) = (u / whole, v / whole, w / whole);
            double nearness = u + v + w, least = Math.Min(u, Math.Min(v, w)), size = Math.Abs(u) + Math.Abs(v) + Math.Abs(w);
            hit = hit with { Margin = Math.Min(hit.Margin, Math.Abs(least) / size) };
            if (least >= 0 && nearness > hit.Nearness && nearness <= 1 / Projection.Near)
            {
                hit = hit with { Triangle = t, Nearness = nearness };
            }
        }
        return hit;
    }

    private static (double X, double Y, double W) Project(Projection view, MeshInstance instance, int vertex)
    {
        Vector3 p = instance.Mesh.Positions[vertex];
        (double x, double y) = (instance.Place.Cos * (double)p.X - instance.Place.Sin * (double)p.Y + instance.Place.Position.X, instance.Place.Sin * (double)p.X + instance.Place.Cos * (double)p.Y + instance.Place.Position.Y);
        double z = (double)p.Z + instance.Place.Position.Z;
        return (Row(view.X, x, y, z), Row(view.Y, x, y, z), Row(view.W, x, y, z));
    }

    private static double Row(Vector4D row, double x, double y, double z) => row.X * x + row.Y * y + row.Z * z + row.W;

    private static double Determinant((double X, double Y, double W) a, (double X, double Y, double W) b, (double X, double Y, double W) c) =>
        a.X * (b.Y * c.W - b.W * c.Y) + a.Y * (b.W * c.X - b.X * c.W) + a.W * (b.X * c.Y - b.Y * c.X);
}
