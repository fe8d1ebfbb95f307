using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Simulation;

/// <summary>The expert's plan: its own way of driving, rolled out over three seconds in which everyone ahead keeps their speed.</summary>
public sealed class ExpertPolicy : IDrivingPolicy
{
    /// <inheritdoc/>
    public Trajectory Plan(WorldSimulation world) => Plan(world.Car);

    /// <summary>The plan for a car whose traffic has been looked at (<see cref="TrafficSimulation.Decide"/>).</summary>
    internal static Trajectory Plan(OwnCar car)
    {
        const double Seconds = Recording.StepSeconds;
        Vehicle vehicle = car.Vehicle;
        Bicycle motion = car.Motion;
        LaneKeeping keeping = car.Keeping;
        double acceleration = vehicle.Acceleration, travelled = 0;
        List<(double X, double Y)> points = [];
        List<double> headings = [];
        (double sin, double cos) = Elementary.SinCos(motion.Yaw);
        for (int step = 1; step <= Trajectory.Steps * Recording.StepsPerKeyframe; step++)
        {
            double time = (step - 1) * Seconds;
            double wanted = CarFollowing.Free(vehicle.Driver, motion.Speed, LookAhead.Allowed(vehicle, keeping.Place, 10 + 3 * motion.Speed));
            if (vehicle.LeadGap < double.PositiveInfinity)
            {
                wanted = Math.Min(wanted, CarFollowing.Behind(vehicle.Driver, motion.Speed, vehicle.LeadGap + vehicle.LeadSpeed * time - travelled, vehicle.LeadSpeed));
            }
            if (vehicle.StopGap < double.PositiveInfinity)
            {
                wanted = Math.Min(wanted, CarFollowing.StopAt(vehicle.Driver, motion.Speed, vehicle.StopGap - travelled));
            }
            acceleration = ExpertDriver.Pedals(acceleration, wanted, motion.Speed);
            Bicycle next = motion.Step(acceleration, keeping.Steering(vehicle.Path, motion.Speed), Seconds);
            double way = (motion.Speed + next.Speed) / 2 * Seconds;
            travelled += way;
            keeping = LaneKeeping.Locate(vehicle.Path, keeping.Place + way, keeping.Place, next);
            motion = next;
            if (step % Recording.StepsPerKeyframe == 0)
            {
                Vector2D d = motion.Position - car.Motion.Position;
                points.Add((cos * d.X + sin * d.Y, cos * d.Y - sin * d.X));
                headings.Add(Angles.Difference(motion.Yaw, car.Motion.Yaw));
            }
        }
        return new() { Points = points, Headings = headings };
    }
}
