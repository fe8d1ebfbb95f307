using VoxPilot.World.Towns;

namespace VoxPilot.World.Traffic;

/// <summary>
/// Who may enter a junction. A vehicle is let in when everyone who goes first has passed or is far enough away, and when it can leave
/// again. Those let in pass each conflict in the order in which they were let in, so that no two wait for each other inside.
/// </summary>
internal sealed class JunctionControl
{
    private const double Reach = 70, Patience = 8;

    private readonly List<Vehicle>[] inside, coming;
    private readonly double[] rears, bound;
    private readonly Vehicle?[] last;
    private long order;

    public JunctionControl(LaneMap map)
    {
        int count = map.Tracks.Length;
        inside = [.. Enumerable.Range(0, count).Select(_ => new List<Vehicle>())];
        coming = [.. Enumerable.Range(0, count).Select(_ => new List<Vehicle>())];
        (rears, bound, last) = (new double[count], new double[count], new Vehicle?[count]);
    }

    /// <summary>Looks where everyone is, and lets in who may enter.</summary>
    public void Update(IReadOnlyList<Vehicle> vehicles)
    {
        for (int lane = 0; lane < inside.Length; lane++)
        {
            inside[lane].Clear();
            coming[lane].Clear();
            (rears[lane], bound[lane], last[lane]) = (double.MaxValue, 0, null);
        }
        foreach (Vehicle vehicle in vehicles)
        {
            Register(vehicle);
        }
        foreach (Vehicle vehicle in vehicles)
        {
            int leg = vehicle.NextJunctionLeg;
            if (leg >= 0 && vehicle.GrantLeg != leg)
            {
                Consider(vehicle, leg);
            }
        }
    }

    /// <summary>Where a vehicle must stand: at the junction's edge without leave to enter, or before a conflict that others pass first.</summary>
    /// <returns>A place on its path; infinity if it may go on.</returns>
    public double StopPlace(Vehicle vehicle, out Vehicle? first)
    {
        first = null;
        int leg = vehicle.NextJunctionLeg;
        if (vehicle.GrantLeg != leg && leg >= 0)
        {
            double edge = vehicle.Path.Start(leg) - 0.4;
            first = vehicle.HeldBy;
            return vehicle.FrontPlace < edge + 1.5 ? edge : double.PositiveInfinity;
        }
        double stop = double.PositiveInfinity;
        if (vehicle.GrantLeg >= 0)
        {
            double start = vehicle.Path.Start(vehicle.GrantLeg), front = vehicle.FrontPlace - start;
            foreach (LaneConflict conflict in vehicle.Path.Track(vehicle.GrantLeg).Lane.Conflicts)
            {
                if (front > conflict.From || start + conflict.From > stop)
                {
                    continue;
                }
                foreach (Vehicle other in inside[conflict.Lane])
                {
                    if (other.GrantOrder < vehicle.GrantOrder && other.RearPlace - other.Path.Start(other.GrantLeg) < conflict.OtherTo && !SameOrigin(vehicle, other))
                    {
                        (stop, first) = (start + conflict.From - 0.8, other);
                    }
                }
            }
        }
        return stop;
    }

    private void Register(Vehicle vehicle)
    {
        LanePath path = vehicle.Path;
        int lane = path.Lane;
        double rear = path.Along - vehicle.Rear;
        if (rear < rears[lane])
        {
            (rears[lane], last[lane]) = (rear, vehicle);
        }
        if (vehicle.GrantLeg >= 0 && vehicle.RearPlace > path.Start(vehicle.GrantLeg) + path.Track(vehicle.GrantLeg).Length)
        {
            vehicle.GrantLeg = -1;
        }
        int leg = path.JunctionAfter(path.Now);
        // Who has left the junction lane with its front already looks at the next one.
        int ahead = path.JunctionAfter(vehicle.FrontPlace);
        vehicle.NextJunctionLeg = vehicle.GrantLeg >= 0 ? vehicle.GrantLeg : ahead >= 0 && path.Start(ahead) - vehicle.FrontPlace < Reach ? ahead : -1;
        if (vehicle.GrantLeg < 0 && leg >= 0 && path.Start(leg) < vehicle.FrontPlace)
        {
            // It stands in the junction without leave: our own car in the closed loop, or one put there.
            Admit(vehicle, leg);
        }
        if (vehicle.GrantLeg >= 0)
        {
            inside[path.Lanes[vehicle.GrantLeg]].Add(vehicle);
            if (vehicle.GrantLeg + 1 < path.Lanes.Count && path.Leg <= vehicle.GrantLeg)
            {
                bound[path.Lanes[vehicle.GrantLeg + 1]] += vehicle.Front + vehicle.Rear + 2.5;
            }
        }
        else if (vehicle.NextJunctionLeg >= 0)
        {
            coming[path.Lanes[vehicle.NextJunctionLeg]].Add(vehicle);
        }
    }

    private void Admit(Vehicle vehicle, int leg) => (vehicle.GrantLeg, vehicle.GrantOrder, vehicle.HeldBy, vehicle.NextJunctionLeg) = (leg, order++, null, leg);

    private void Consider(Vehicle vehicle, int leg)
    {
        double distance = vehicle.Path.Start(leg) - vehicle.FrontPlace, speed = vehicle.Speed;
        if (distance > speed * speed / 3 + speed + 4)
        {
            vehicle.HeldBy = null;
            return;
        }
        vehicle.HeldBy = WhoGoesFirst(vehicle, leg, distance);
        if (vehicle.HeldBy == null)
        {
            int lane = vehicle.Path.Lanes[leg];
            Admit(vehicle, leg);
            coming[lane].Remove(vehicle);
            inside[lane].Add(vehicle);
            if (leg + 1 < vehicle.Path.Lanes.Count)
            {
                bound[vehicle.Path.Lanes[leg + 1]] += vehicle.Front + vehicle.Rear + 2.5;
            }
        }
    }

    private Vehicle? WhoGoesFirst(Vehicle vehicle, int leg, double distance)
    {
        LanePath path = vehicle.Path;
        Lane lane = path.Track(leg).Lane;
        // One behind the other: nobody enters before who drives ahead of it towards the same lane.
        foreach (Vehicle other in coming[lane.Id])
        {
            if (other != vehicle && path.Start(leg) - vehicle.FrontPlace > other.Path.Start(other.NextJunctionLeg) - other.FrontPlace && SameOrigin(vehicle, other))
            {
                return other;
            }
        }
        if (leg + 1 < path.Lanes.Count)
        {
            int exit = path.Lanes[leg + 1];
            Vehicle? tail = last[exit];
            double room = rears[exit] - bound[exit];
            if (tail != null && tail.Speed < 3 && room < vehicle.Front + vehicle.Rear + 1.5)
            {
                return tail;
            }
        }
        foreach (LaneConflict conflict in lane.Conflicts)
        {
            double pace = Math.Max(2, vehicle.Pace(leg, Math.Min((conflict.From + conflict.To) / 2, path.Track(leg).Length)));
            double arrives = CarFollowing.TimeTo(distance + conflict.From, vehicle.Speed, pace, vehicle.Driver.Acceleration);
            double leaves = CarFollowing.TimeTo(distance + conflict.To + vehicle.Front + vehicle.Rear, vehicle.Speed, pace, vehicle.Driver.Acceleration);
            foreach (Vehicle other in inside[conflict.Lane])
            {
                if (!SameOrigin(vehicle, other) && arrives < Clears(other, other.GrantLeg, conflict.OtherTo) + 0.6)
                {
                    return other;
                }
            }
            if (conflict.GivesWay)
            {
                foreach (Vehicle other in coming[conflict.Lane])
                {
                    if (GoesBefore(other, vehicle, conflict, arrives, leaves))
                    {
                        return other;
                    }
                }
            }
        }
        return null;
    }

    private static bool GoesBefore(Vehicle other, Vehicle vehicle, LaneConflict conflict, double arrives, double leaves)
    {
        if (SameOrigin(vehicle, other))
        {
            return false;
        }
        int leg = other.NextJunctionLeg;
        double edge = other.Path.Start(leg) - other.FrontPlace;
        if (other.Speed < 0.5)
        {
            // It stands because others hold it: use the time, or, where everyone waits for everyone, who has waited longest goes.
            bool held = other.HeldBy != null && other.HeldBy != vehicle && other.Waited > 1.5;
            bool longest = vehicle.Waited > Patience && (vehicle.Waited > other.Waited || vehicle.Waited == other.Waited && vehicle.Id < other.Id);
            if (held || longest || edge > 12)
            {
                return false;
            }
        }
        double pace = Math.Max(2, other.Pace(leg, Math.Min((conflict.OtherFrom + conflict.OtherTo) / 2, other.Path.Track(leg).Length)));
        double arrivesOther = CarFollowing.TimeTo(edge + conflict.OtherFrom, other.Speed, pace, 2);
        return leaves + 0.9 > arrivesOther && arrives < Clears(other, leg, conflict.OtherTo) + 0.9;
    }

    private static double Clears(Vehicle vehicle, int leg, double to)
    {
        double distance = vehicle.Path.Start(leg) + to - vehicle.RearPlace;
        double pace = Math.Max(2, vehicle.Pace(leg, Math.Min(to, vehicle.Path.Track(leg).Length)));
        return CarFollowing.TimeTo(distance, vehicle.Speed, pace, 1.2);
    }

    // From the same lane into different ones: one simply drives behind the other.
    private static bool SameOrigin(Vehicle a, Vehicle b)
    {
        int legA = a.GrantLeg >= 0 ? a.GrantLeg : a.NextJunctionLeg, legB = b.GrantLeg >= 0 ? b.GrantLeg : b.NextJunctionLeg;
        return legA > 0 && legB > 0 && a.Path.Lanes[legA - 1] == b.Path.Lanes[legB - 1];
    }
}
