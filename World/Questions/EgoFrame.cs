using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Questions;

/// <summary>The ground plane as our own car sees it.</summary>
internal readonly struct EgoFrame
{
    private readonly Vector2D origin, forward;

    /// <summary>The frame of a pose.</summary>
    public EgoFrame(EgoMotion ego)
    {
        (double sin, double cos) = Elementary.SinCos(ego.Yaw);
        (origin, forward) = (ego.Position, new(cos, sin));
    }

    /// <summary>A point of the town in the ego frame.</summary>
    public Vector2D ToEgo(Vector2D town)
    {
        Vector2D d = town - origin;
        return new(Vector2D.Dot(forward, d), Vector2D.Cross(forward, d));
    }

    /// <summary>A point of the ego frame in the town.</summary>
    public Vector2D ToTown(Vector2D p) => origin + forward * p.X + forward.Left * p.Y;
}
