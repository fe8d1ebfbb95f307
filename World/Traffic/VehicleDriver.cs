namespace VoxPilot.World.Traffic;

/// <summary>Decides how a driver accelerates or brakes: for bends, for what is ahead, at junctions, at crossings, where it halts.</summary>
internal sealed class VehicleDriver
{
    private readonly LaneMap map;
    private readonly DiscGrid grid;
    private readonly JunctionControl junctions;
    private readonly PeopleFlow people;
    private readonly LookAhead ahead = new();

    public VehicleDriver(LaneMap map, DiscGrid grid, JunctionControl junctions, PeopleFlow people) =>
        (this.map, this.grid, this.junctions, this.people) = (map, grid, junctions, people);

    /// <summary>Sets what the driver wants and why.</summary>
    /// <param name="vehicle">Whose driver.</param>
    /// <param name="left">How far the reference point is to the left of the path now.</param>
    public void Decide(Vehicle vehicle, double left)
    {
        double pace = ahead.Sample(vehicle, left);
        double limit = vehicle.Path.Track(vehicle.Path.Leg).Lane.SpeedLimit * vehicle.Driver.Pace;
        vehicle.Wanted = CarFollowing.Free(vehicle.Driver, vehicle.Speed, pace);
        vehicle.Reason = pace < 0.85 * Math.Min(limit, vehicle.Driver.TopSpeed) ? DrivingReason.Bend : DrivingReason.FreeRoad;
        vehicle.ReasonAgent = -1;
        (vehicle.LeadGap, vehicle.StopGap) = (double.PositiveInfinity, double.PositiveInfinity);
        if (ahead.Nearest(grid, vehicle, out double gap, out double speed, out Disc disc))
        {
            bool person = disc.Owner < 0;
            (vehicle.LeadGap, vehicle.LeadSpeed) = person ? (gap - 1, 0) : (gap, speed);
            double wanted = CarFollowing.Behind(vehicle.Driver, vehicle.Speed, vehicle.LeadGap, vehicle.LeadSpeed);
            bool still = disc.Halted;
            Take(vehicle, wanted, person ? DrivingReason.PersonCrossing : still ? DrivingReason.Blocked : DrivingReason.Following, disc.Agent);
        }
        double stop = junctions.StopPlace(vehicle, out Vehicle? first);
        if (first != null)
        {
            StopAt(vehicle, stop - vehicle.FrontPlace, DrivingReason.GivingWay, first.Agent);
        }
        ForPeople(vehicle);
        Halt(vehicle);
    }

    private static void Take(Vehicle vehicle, double wanted, DrivingReason reason, int agent)
    {
        if (wanted < vehicle.Wanted)
        {
            if (wanted < 0.7 * vehicle.Driver.Acceleration)
            {
                (vehicle.Reason, vehicle.ReasonAgent) = (reason, agent);
            }
            vehicle.Wanted = wanted;
        }
    }

    private static void StopAt(Vehicle vehicle, double distance, DrivingReason reason, int agent)
    {
        vehicle.StopGap = Math.Min(vehicle.StopGap, distance);
        Take(vehicle, CarFollowing.StopAt(vehicle.Driver, vehicle.Speed, distance), reason, agent);
    }

    private void ForPeople(Vehicle vehicle)
    {
        LanePath path = vehicle.Path;
        double front = vehicle.FrontPlace;
        for (int leg = path.LegAt(vehicle.RearPlace - 3); leg < path.Lanes.Count && path.Start(leg) < front + 50; leg++)
        {
            foreach (LaneCrossing crossing in map.Crossings[path.Lanes[leg]])
            {
                double middle = path.Start(leg) + crossing.Along, distance = middle - crossing.Width / 2 - 1 - front;
                if (distance > 50 || vehicle.RearPlace > middle + crossing.Width / 2)
                {
                    continue;
                }
                double needed = vehicle.Speed * vehicle.Speed / (2 * Math.Max(0.1, distance + 0.3));
                if (distance < -0.5 || needed > 1.6 && distance < 6 * vehicle.Speed)
                {
                    people.Warn(crossing.Crossing);
                }
                int person = distance < -1.6 ? -1 : people.WhoCrosses(crossing, path.Track(leg).Lane.Width / 2, needed < 2.4);
                if (person >= 0)
                {
                    StopAt(vehicle, distance, DrivingReason.PersonCrossing, person);
                }
            }
        }
    }

    private static void Halt(Vehicle vehicle)
    {
        if (double.IsNaN(vehicle.HaltAt))
        {
            return;
        }
        double distance = vehicle.HaltAt - vehicle.FrontPlace;
        if (distance < -1 || vehicle.HaltSeconds <= 0)
        {
            vehicle.HaltAt = double.NaN;
            return;
        }
        Take(vehicle, CarFollowing.StopAt(vehicle.Driver, vehicle.Speed, distance), DrivingReason.FreeRoad, -1);
        if (vehicle.Speed < 0.1 && distance < 1.5)
        {
            vehicle.Wanted = Math.Min(vehicle.Wanted, -0.5);
            vehicle.HaltSeconds -= Recording.StepSeconds;
        }
    }
}
