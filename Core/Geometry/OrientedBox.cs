namespace VoxPilot.Core.Geometry;

/// <summary>A box that stands upright in the ego frame.</summary>
/// <param name="Center">Its middle, metres.</param>
/// <param name="Size">Length along its own x, width along its own y, height; metres.</param>
/// <param name="Yaw">Heading of its own x axis, radians, counter-clockwise from the ego's x.</param>
public sealed record OrientedBox(Vector3D Center, Vector3D Size, double Yaw)
{
    /// <summary>True if the point lies inside or on the surface.</summary>
    public bool Contains(Vector3D point)
    {
        Vector3D d = point - Center;
        double cos = Math.Cos(Yaw), sin = Math.Sin(Yaw);
        double along = cos * d.X + sin * d.Y;
        double across = -sin * d.X + cos * d.Y;
        return Math.Abs(along) <= Size.X / 2 && Math.Abs(across) <= Size.Y / 2 && Math.Abs(d.Z) <= Size.Z / 2;
    }
}
