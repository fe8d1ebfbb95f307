using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Simulation;

/// <summary>Where a car is with respect to its path.</summary>
/// <param name="Place">Nearest place of the path.</param>
/// <param name="Left">How far the rear axle lies to its left, metres.</param>
/// <param name="Turned">How far the heading is turned to the left of the path's, radians.</param>
internal readonly record struct LaneKeeping(double Place, double Left, double Turned)
{
    /// <summary>Finds the place near a first guess, never behind <paramref name="least"/>.</summary>
    public static LaneKeeping Locate(LanePath path, double guess, double least, in Bicycle motion)
    {
        double place = guess, left = 0;
        Vector2D direction = default;
        for (int i = 0; i < 2; i++)
        {
            path.At(place, 0, out Vector2D on, out direction);
            Vector2D d = motion.Position - on;
            place = Math.Max(least, place + Math.Clamp(Vector2D.Dot(d, direction), -1, 1));
            left = Vector2D.Cross(direction, d);
        }
        return new(place, left, Angles.Difference(motion.Yaw, Elementary.Atan2(direction.Y, direction.X)));
    }

    /// <summary>
    /// Steering angle that brings the rear axle back to the path. With e the distance to the path and θ the heading's error, both over
    /// the way travelled: e'' = −2θ/ℓ − e/ℓ², which settles within some ℓ metres without swinging over.
    /// </summary>
    public double Steering(LanePath path, double speed)
    {
        double settle = Math.Clamp(1.5 + 0.45 * speed, 2, 7);
        double curvature = path.Curvature(Place + 0.18 * speed) - 2 * Turned / settle - Math.Clamp(Left, -2, 2) / (settle * settle);
        return Elementary.Atan(EgoVehicle.Wheelbase * curvature);
    }
}
