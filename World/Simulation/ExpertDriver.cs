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
        acceleration = Pedals(acceleration, wanted, car.Motion.Speed);
        car.Step(acceleration, car.Keeping.Steering(car.Vehicle.Path, car.Motion.Speed));
        if (car.Motion.Speed == 0)
        {
            acceleration = Math.Max(acceleration, 0);
        }
    }

    /// <summary>Acceleration after a step of moving the pedals: gently, unless there is need.</summary>
    internal static double Pedals(double acceleration, double wanted, double speed)
    {
        double jerk = wanted < -Comfort ? HardJerk : GentleJerk;
        double change = Math.Clamp(wanted - acceleration, -jerk * Recording.StepSeconds, GentleJerk * Recording.StepSeconds);
        double moved = Math.Clamp(acceleration + change, -8, 3);
        return speed < 0.05 && wanted <= 0 ? Math.Min(moved, 0) : moved;
    }
}
