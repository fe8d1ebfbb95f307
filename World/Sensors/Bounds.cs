using System.Numerics;

namespace VoxPilot.World.Sensors;

/// <summary>A box along the axes.</summary>
/// <param name="Low">Lowest corner.</param>
/// <param name="High">Highest corner.</param>
internal readonly record struct Bounds(Vector3 Low, Vector3 High)
{
    /// <summary>The box that holds nothing: joined with another it gives the other.</summary>
    public static Bounds Nothing => new(new(float.PositiveInfinity), new(float.NegativeInfinity));

    /// <summary>Twice its middle.</summary>
    public Vector3 Centre2 => Low + High;

    /// <summary>Half its surface.</summary>
    public float HalfArea
    {
        get
        {
            Vector3 size = High - Low;
            return size.X * size.Y + size.Y * size.Z + size.Z * size.X;
        }
    }

    /// <summary>The smallest box around the corners of a triangle.</summary>
    public static Bounds Of(Vector3 a, Vector3 b, Vector3 c) => new(Vector3.Min(a, Vector3.Min(b, c)), Vector3.Max(a, Vector3.Max(b, c)));

    /// <summary>The smallest box around two.</summary>
    public Bounds Join(in Bounds other) => new(Vector3.Min(Low, other.Low), Vector3.Max(High, other.High));

    /// <summary>The smallest box around this one and a point.</summary>
    public Bounds Join(Vector3 point) => new(Vector3.Min(Low, point), Vector3.Max(High, point));

    /// <summary>True if the two have a point in common.</summary>
    public bool Meets(in Bounds other) =>
        Low.X <= other.High.X && High.X >= other.Low.X && Low.Y <= other.High.Y && High.Y >= other.Low.Y && Low.Z <= other.High.Z && High.Z >= other.Low.Z;
}
