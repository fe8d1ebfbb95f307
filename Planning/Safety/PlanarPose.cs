using VoxPilot.Core.Geometry;

namespace VoxPilot.Planning;

/// <summary>Position and heading on the ground plane, metres and radians.</summary>
internal readonly record struct PlanarPose(double X, double Y, double Heading)
{
    /// <summary>A pose without its height, roll and pitch.</summary>
    public static PlanarPose From(Pose pose) => new(pose.Translation.X, pose.Translation.Y, pose.Rotation.Yaw);

    /// <summary>The pose that undoes this one.</summary>
    public PlanarPose Inverse
    {
        get
        {
            (double sin, double cos) = Math.SinCos(Heading);
            return new(-(cos * X + sin * Y), sin * X - cos * Y, -Heading);
        }
    }

    /// <summary>A pose of this frame, seen from the frame around it.</summary>
    public PlanarPose Transform(PlanarPose inner)
    {
        (double x, double y) = Transform(inner.X, inner.Y);
        return new(x, y, Heading + inner.Heading);
    }

    /// <summary>A point of this frame, seen from the frame around it.</summary>
    public (double X, double Y) Transform(double x, double y)
    {
        (double sin, double cos) = Math.SinCos(Heading);
        return (X + cos * x - sin * y, Y + sin * x + cos * y);
    }
}
