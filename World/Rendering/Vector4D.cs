using VoxPilot.World.Meshes;

namespace VoxPilot.World.Rendering;

/// <summary>A row of a 4×4 matrix, double precision.</summary>
internal readonly record struct Vector4D(double X, double Y, double Z, double W)
{
    /// <summary>The row that does the same for a point of an upright frame.</summary>
    public Vector4D Before(Placement place) => new(
        X * place.Cos + Y * place.Sin,
        Y * place.Cos - X * place.Sin,
        Z,
        X * place.Position.X + Y * place.Position.Y + Z * place.Position.Z + W);

    public static Vector4D operator +(Vector4D a, Vector4D b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z, a.W + b.W);

    public static Vector4D operator -(Vector4D a, Vector4D b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z, a.W - b.W);

    public static Vector4D operator *(double s, Vector4D a) => new(s * a.X, s * a.Y, s * a.Z, s * a.W);
}
