using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Geometry;

/// <summary>A rectangle in the ground plane: what a thing covers.</summary>
/// <param name="Centre">Its middle, metres.</param>
/// <param name="Yaw">Heading of its length, radians.</param>
/// <param name="Length">Extent along its heading, metres.</param>
/// <param name="Width">Extent across, metres.</param>
public readonly record struct Footprint(Vector2D Centre, double Yaw, double Length, double Width)
{
    /// <summary>The corners, counter-clockwise: front left, rear left, rear right, front right.</summary>
    public Vector2D[] Corners
    {
        get
        {
            (Vector2D along, Vector2D across) = Axes();
            return [Centre + along + across, Centre - along + across, Centre - along - across, Centre + along - across];
        }
    }

    /// <summary>True if the point lies inside or on the edge.</summary>
    public bool Contains(Vector2D p)
    {
        Vector2D d = p - Centre, along = Along;
        return Math.Abs(Vector2D.Dot(d, along)) <= Length / 2 && Math.Abs(Vector2D.Cross(along, d)) <= Width / 2;
    }

    /// <summary>True if the two rectangles have a point in common (separating axes).</summary>
    public bool Overlaps(in Footprint other)
    {
        Vector2D d = other.Centre - Centre;
        double reach = (Length + Width + other.Length + other.Width) / 2;
        return Vector2D.Dot(d, d) <= reach * reach && !Separates(this, other, d) && !Separates(other, this, d);
    }

    /// <summary>The same rectangle, larger by a margin on every side.</summary>
    public Footprint Grown(double margin) => this with { Length = Length + 2 * margin, Width = Width + 2 * margin };

    private Vector2D Along
    {
        get
        {
            (double sin, double cos) = Elementary.SinCos(Yaw);
            return new(cos, sin);
        }
    }

    private (Vector2D Along, Vector2D Across) Axes()
    {
        Vector2D along = Along;
        return (along * (Length / 2), along.Left * (Width / 2));
    }

    private static bool Separates(in Footprint a, in Footprint b, Vector2D d)
    {
        Vector2D along = a.Along, across = along.Left;
        (Vector2D u, Vector2D v) = b.Axes();
        return Math.Abs(Vector2D.Dot(d, along)) > a.Length / 2 + Math.Abs(Vector2D.Dot(u, along)) + Math.Abs(Vector2D.Dot(v, along))
            || Math.Abs(Vector2D.Dot(d, across)) > a.Width / 2 + Math.Abs(Vector2D.Dot(u, across)) + Math.Abs(Vector2D.Dot(v, across));
    }
}
