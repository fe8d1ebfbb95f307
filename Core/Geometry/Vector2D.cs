namespace VoxPilot.Core.Geometry;

/// <summary>A point or a direction of the ground plane in double precision, metres.</summary>
public readonly record struct Vector2D(double X, double Y)
{
    /// <summary>The origin.</summary>
    public static Vector2D Zero => default;

    /// <summary>Euclidean length.</summary>
    public double Length => Math.Sqrt(X * X + Y * Y);

    /// <summary>The vector turned by 90° counter-clockwise: what lies to the left of a direction.</summary>
    public Vector2D Left => new(-Y, X);

    /// <summary>The same direction with length 1.</summary>
    public Vector2D Normalized => this * (1 / Length);

    /// <summary>Sum by component.</summary>
    public static Vector2D operator +(Vector2D a, Vector2D b) => new(a.X + b.X, a.Y + b.Y);

    /// <summary>Difference by component.</summary>
    public static Vector2D operator -(Vector2D a, Vector2D b) => new(a.X - b.X, a.Y - b.Y);

    /// <summary>The opposite vector.</summary>
    public static Vector2D operator -(Vector2D a) => new(-a.X, -a.Y);

    /// <summary>The vector scaled by <paramref name="s"/>.</summary>
    public static Vector2D operator *(Vector2D a, double s) => new(a.X * s, a.Y * s);

    /// <summary>Scalar product.</summary>
    public static double Dot(Vector2D a, Vector2D b) => a.X * b.X + a.Y * b.Y;

    /// <summary>Third component of the vector product: positive if <paramref name="b"/> lies to the left of <paramref name="a"/>.</summary>
    public static double Cross(Vector2D a, Vector2D b) => a.X * b.Y - a.Y * b.X;

    /// <summary>The point <paramref name="t"/> of the way from a to b.</summary>
    public static Vector2D Lerp(Vector2D a, Vector2D b, double t) => a + (b - a) * t;

    /// <summary>The point at the given height.</summary>
    public Vector3D At(double z) => new(X, Y, z);

    /// <summary>The two numbers; a record's own text would write <see cref="Left"/> of <see cref="Left"/> without end.</summary>
    public override string ToString() => FormattableString.Invariant($"({X}, {Y})");
}
