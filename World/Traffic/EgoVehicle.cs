using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Traffic;

/// <summary>Measures of our own car, like those of nuScenes' cars.</summary>
public static class EgoVehicle
{
    /// <summary>Bumper to bumper, metres.</summary>
    public const double Length = 4.084;

    /// <summary>Metres.</summary>
    public const double Width = 1.73;

    /// <summary>Metres.</summary>
    public const double Height = 1.562;

    /// <summary>Rear axle to front axle, metres.</summary>
    public const double Wheelbase = 2.588;

    /// <summary>How far the car's middle lies ahead of its rear axle, metres.</summary>
    public const double CentreForward = 1.3;

    /// <summary>Largest steering angle, radians.</summary>
    public const double MaximumSteering = 0.6;

    /// <summary>What the car covers when its rear axle's middle is at a place.</summary>
    public static Footprint Footprint(Vector2D rearAxle, double yaw)
    {
        (double sin, double cos) = Elementary.SinCos(yaw);
        return new(rearAxle + new Vector2D(cos, sin) * CentreForward, yaw, Length, Width);
    }

    /// <summary>Rotation about z, from functions that are the same on every machine.</summary>
    internal static Rotation Turned(double yaw)
    {
        (double sin, double cos) = Elementary.SinCos(yaw / 2);
        return new(cos, 0, 0, sin);
    }
}
