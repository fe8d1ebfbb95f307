using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Meshes;

/// <summary>An upright frame in the town: turned about z, then moved.</summary>
internal readonly struct Placement
{
    private readonly float sin, cos;

    public Placement(Vector3 position, double yaw)
    {
        Position = position;
        (double s, double c) = Elementary.SinCos(yaw);
        (sin, cos) = ((float)s, (float)c);
    }

    /// <summary>Origin of the frame.</summary>
    public Vector3 Position { get; }

    /// <summary>Sine of its heading.</summary>
    public float Sin => sin;

    /// <summary>Cosine of its heading.</summary>
    public float Cos => cos;

    /// <summary>A point of the frame in the town.</summary>
    public Vector3 ToTown(Vector3 p) => Position + Turn(p);

    /// <summary>A point of the town in the frame.</summary>
    public Vector3 ToLocal(Vector3 p) => TurnBack(p - Position);

    /// <summary>A direction of the frame in the town.</summary>
    public Vector3 Turn(Vector3 d) => new(cos * d.X - sin * d.Y, sin * d.X + cos * d.Y, d.Z);

    /// <summary>A direction of the town in the frame.</summary>
    public Vector3 TurnBack(Vector3 d) => new(cos * d.X + sin * d.Y, -sin * d.X + cos * d.Y, d.Z);
}
