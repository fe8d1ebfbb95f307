namespace VoxPilot.Core.Geometry;

/// <summary>A 3×3 matrix in row-major order, double precision: camera intrinsics and rotations.</summary>
public readonly record struct Matrix3(
    double M00, double M01, double M02,
    double M10, double M11, double M12,
    double M20, double M21, double M22)
{
    /// <summary>The unit matrix.</summary>
    public static Matrix3 Identity => new(1, 0, 0, 0, 1, 0, 0, 0, 1);

    /// <summary>Determinant; intrinsics with 0 are singular and are refused.</summary>
    public double Determinant =>
        M00 * (M11 * M22 - M12 * M21) - M01 * (M10 * M22 - M12 * M20) + M02 * (M10 * M21 - M11 * M20);

    /// <summary>True if no element is NaN or infinite.</summary>
    public bool IsFinite =>
        double.IsFinite(M00 + M01 + M02) && double.IsFinite(M10 + M11 + M12) && double.IsFinite(M20 + M21 + M22);

    /// <summary>The transposed matrix; of a rotation, its inverse.</summary>
    public Matrix3 Transposed => new(M00, M10, M20, M01, M11, M21, M02, M12, M22);

    /// <summary>The rows; the record's own text would print <see cref="Transposed"/> for ever.</summary>
    public override string ToString() => FormattableString.Invariant($"(({M00}, {M01}, {M02}), ({M10}, {M11}, {M12}), ({M20}, {M21}, {M22}))");

    /// <summary>Matrix times column vector.</summary>
    public static Vector3D operator *(Matrix3 m, Vector3D v) => new(
        m.M00 * v.X + m.M01 * v.Y + m.M02 * v.Z,
        m.M10 * v.X + m.M11 * v.Y + m.M12 * v.Z,
        m.M20 * v.X + m.M21 * v.Y + m.M22 * v.Z);

    /// <summary>Matrix product.</summary>
    public static Matrix3 operator *(Matrix3 a, Matrix3 b) => new(
        a.M00 * b.M00 + a.M01 * b.M10 + a.M02 * b.M20, a.M00 * b.M01 + a.M01 * b.M11 + a.M02 * b.M21, a.M00 * b.M02 + a.M01 * b.M12 + a.M02 * b.M22,
        a.M10 * b.M00 + a.M11 * b.M10 + a.M12 * b.M20, a.M10 * b.M01 + a.M11 * b.M11 + a.M12 * b.M21, a.M10 * b.M02 + a.M11 * b.M12 + a.M12 * b.M22,
        a.M20 * b.M00 + a.M21 * b.M10 + a.M22 * b.M20, a.M20 * b.M01 + a.M21 * b.M11 + a.M22 * b.M21, a.M20 * b.M02 + a.M21 * b.M12 + a.M22 * b.M22);
}
