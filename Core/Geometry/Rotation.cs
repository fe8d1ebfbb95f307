namespace VoxPilot.Core.Geometry;

/// <summary>A rotation as a quaternion (w, x, y, z), the order of nuScenes. It need not be of unit length; it is normalised where it is used.</summary>
public readonly record struct Rotation(double W, double X, double Y, double Z)
{
    /// <summary>No rotation.</summary>
    public static Rotation Identity => new(1, 0, 0, 0);

    /// <summary>Length of the quaternion; a rotation given from outside should have 1.</summary>
    public double Norm => Math.Sqrt(W * W + X * X + Y * Y + Z * Z);

    /// <summary>True if no component is NaN or infinite.</summary>
    public bool IsFinite => double.IsFinite(W) && double.IsFinite(X) && double.IsFinite(Y) && double.IsFinite(Z);

    /// <summary>The inverse rotation.</summary>
    public Rotation Inverse => new(W, -X, -Y, -Z);

    /// <summary>Heading of the rotated x axis in the x–y plane, radians, counter-clockwise from x.</summary>
    public double Yaw => Math.Atan2(2 * (W * Z + X * Y), W * W + X * X - Y * Y - Z * Z);

    /// <summary>Rotation about z by <paramref name="yaw"/> radians, counter-clockwise seen from above.</summary>
    public static Rotation FromYaw(double yaw) => new(Math.Cos(yaw / 2), 0, 0, Math.Sin(yaw / 2));

    /// <summary>The rotation of a proper orthonormal matrix (Shepperd's method).</summary>
    public static Rotation FromMatrix(Matrix3 m)
    {
        double trace = m.M00 + m.M11 + m.M22;
        if (trace > 0)
        {
            double s = 2 * Math.Sqrt(trace + 1);
            return new(s / 4, (m.M21 - m.M12) / s, (m.M02 - m.M20) / s, (m.M10 - m.M01) / s);
        }
        if (m.M00 > m.M11 && m.M00 > m.M22)
        {
            double s = 2 * Math.Sqrt(1 + m.M00 - m.M11 - m.M22);
            return new((m.M21 - m.M12) / s, s / 4, (m.M01 + m.M10) / s, (m.M02 + m.M20) / s);
        }
        if (m.M11 > m.M22)
        {
            double s = 2 * Math.Sqrt(1 + m.M11 - m.M00 - m.M22);
            return new((m.M02 - m.M20) / s, (m.M01 + m.M10) / s, s / 4, (m.M12 + m.M21) / s);
        }
        else
        {
            double s = 2 * Math.Sqrt(1 + m.M22 - m.M00 - m.M11);
            return new((m.M10 - m.M01) / s, (m.M02 + m.M20) / s, (m.M12 + m.M21) / s, s / 4);
        }
    }

    /// <summary>The rotation matrix of the normalised quaternion.</summary>
    public Matrix3 ToMatrix()
    {
        double n = Norm;
        double w = W / n, x = X / n, y = Y / n, z = Z / n;
        return new(
            1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y),
            2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
            2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y));
    }

    /// <summary>First <paramref name="b"/>, then <paramref name="a"/>.</summary>
    public static Rotation operator *(Rotation a, Rotation b) => new(
        a.W * b.W - a.X * b.X - a.Y * b.Y - a.Z * b.Z,
        a.W * b.X + a.X * b.W + a.Y * b.Z - a.Z * b.Y,
        a.W * b.Y - a.X * b.Z + a.Y * b.W + a.Z * b.X,
        a.W * b.Z + a.X * b.Y - a.Y * b.X + a.Z * b.W);

    /// <summary>The four numbers; a record's own text would write <see cref="Inverse"/> of <see cref="Inverse"/> without end.</summary>
    public override string ToString() => FormattableString.Invariant($"({W}, {X}, {Y}, {Z})");
}
