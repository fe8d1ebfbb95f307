using System.Numerics;

namespace VoxPilot.World.Meshes;

/// <summary>Products of vectors in a fixed order of additions: the framework's own may sum lanes differently from one processor to the next.</summary>
internal static class Vectors
{
    public static float Dot(Vector3 a, Vector3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    public static Vector3 Cross(Vector3 a, Vector3 b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    public static float Length(Vector3 v) => MathF.Sqrt(v.X * v.X + v.Y * v.Y + v.Z * v.Z);

    public static float Length(float x, float y) => MathF.Sqrt(x * x + y * y);

    public static Vector3 Unit(Vector3 v) => v * (1 / Length(v));

    public static Vector3 Mix(Vector3 a, Vector3 b, float t) => a + t * (b - a);
}
