using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Simulation;

/// <summary>The kinematic bicycle about the rear axle: how our own car moves.</summary>
/// <param name="Position">Middle of the rear axle.</param>
/// <param name="Yaw">Heading, radians.</param>
/// <param name="Speed">m/s, never negative.</param>
/// <param name="Steering">Angle of the front wheels, radians, positive to the left.</param>
internal readonly record struct Bicycle(Vector2D Position, double Yaw, double Speed, double Steering)
{
    /// <summary>How quickly the wheels turn, rad/s.</summary>
    public const double SteeringRate = 0.8;

    /// <summary>Rate of turn, rad/s.</summary>
    public double YawRate => Speed * Elementary.Tan(Steering) / EgoVehicle.Wheelbase;

    /// <summary>Goes on for a step with the means of speed and steering over it, along the chord.</summary>
    /// <param name="acceleration">m/s².</param>
    /// <param name="steering">Steering angle that is aimed at, radians.</param>
    /// <param name="seconds">Length of the step.</param>
    public Bicycle Step(double acceleration, double steering, double seconds)
    {
        double speed = Math.Max(0, Speed + acceleration * seconds);
        double aim = Math.Clamp(steering, -EgoVehicle.MaximumSteering, EgoVehicle.MaximumSteering);
        double angle = Steering + Math.Clamp(aim - Steering, -SteeringRate * seconds, SteeringRate * seconds);
        double way = (Speed + speed) / 2 * seconds;
        double turn = way * Elementary.Tan((Steering + angle) / 2) / EgoVehicle.Wheelbase;
        (double sin, double cos) = Elementary.SinCos(Yaw + turn / 2);
        return new(Position + new Vector2D(cos, sin) * way, Angles.Wrap(Yaw + turn), speed, angle);
    }
}
