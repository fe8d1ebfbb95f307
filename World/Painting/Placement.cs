using System.Numerics;

namespace VoxPilot.World.Painting;

/// <summary>Where a thing stands: turned about the vertical, then moved. Local x is its front.</summary>
internal readonly struct Placement
{
    private readonly float cos;
    private readonly float sin;

    public Placement(Vector3 origin, float heading = 0)
    {
        Origin = origin;
        (sin, cos) = MathF.SinCos(heading);
    }

    public Vector3 Origin { get; }

    public Vector3 Turn(Vector3 v) => new(cos * v.X - sin * v.Y, sin * v.X + cos * v.Y, v.Z);

    public Vector3 TurnBack(Vector3 v) => new(cos * v.X + sin * v.Y, cos * v.Y - sin * v.X, v.Z);

    public Vector3 ToWorld(Vector3 p) => Turn(p) + Origin;

    public Vector3 ToLocal(Vector3 p) => TurnBack(p - Origin);

    public Box3 Bounds(Box3 local)
    {
        Box3 world = Box3.Nothing;
        for (int corner = 0; corner < 8; corner++)
        {
            Vector3 p = ToWorld(new(
                (corner & 1) == 0 ? local.Low.X : local.High.X,
                (corner & 2) == 0 ? local.Low.Y : local.High.Y,
                (corner & 4) == 0 ? local.Low.Z : local.High.Z));
            world = world.Join(new(p, p));
        }
        return world;
    }
}
