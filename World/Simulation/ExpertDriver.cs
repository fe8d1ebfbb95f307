using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Simulation;

/// <summary>
/// The careful driver of our own car. How fast to go is decided as by everyone else in the traffic, with smoother pedals; the wheel
/// follows the route's bends and brings the rear axle back to the middle of the lane.
/// </summary>
internal sealed class ExpertDriver
{
    private const double Comfort = 3, GentleJerk = 4, HardJerk = 40;

    private readonly OwnCar car;
    private double acceleration;

    public ExpertDriver(OwnCar car) => this.car = car;

    /// <summary>Keeps the car where it stands.</summary>
    public bool Holds { get; set; }

    /// <summary>Drives a step, after everyone has decided.</summary>
    public void Step()
    {
        double wanted = Holds ? -2 : car.Vehicle.Wanted;
        double jerk = wanted < -Comfort ? HardJerk : GentleJerk;
        double change = Math.Clamp(wanted - acceleration, -jerk * Recording.StepSeconds, GentleJerk * Recording.StepSeconds);
        acceleration = Math.Clamp(acceleration + change, -8, 3);
        if (car.Motion.Speed < 0.05 && wanted <= 0)
        {
            acceleration = Math.Min(acceleration, 0);
        }
        car.Step(acceleration, Steering());
        if (car.Motion.Speed == 0)
        {
            acceleration = Math.Max(acceleration, 0);
        }
    }

    // With e the distance to the lane's middle and θ the heading's error, both over the way travelled: e'' = −2θ/ℓ − e/ℓ², which settles within ℓ metres.
    private double Steering()
    {
        double speed = car.Motion.Speed, settle = Math.Clamp(1.5 + 0.45 * speed, 2, 7);
        double bend = car.Vehicle.Path.Curvature(car.Vehicle.Path.Now + 0.18 * speed);
        double curvature = bend - 2 * car.Turned / settle - car.Left / (settle * settle);
        return Elementary.Atan(EgoVehicle.Wheelbase * curvature);
    }
}
