using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Questions;

/// <summary>Which visible things matter to the driver, and why: by the time to contact along the route if all keep their velocity.</summary>
internal static class Relevance
{
    private const double Horizon = 5, Step = 0.25, LeastSpeed = 2, SideMargin = 0.3, LaneHalf = 1.75, Kerb = 5;

    /// <summary>What matters, most urgent first; the thing that explains our own driver's speed comes before all.</summary>
    public static List<Concern> Of(Situation situation)
    {
        List<Concern> concerns = [];
        foreach (Thing thing in situation.Visible)
        {
            if (thing.Distance <= 45 && Of(situation, thing) is { } concern)
            {
                concerns.Add(concern);
            }
        }
        int reason = situation.Ego.ReasonAgent;
        return [.. concerns.OrderBy(c => c.Thing.State.Agent == reason ? 0 : 1).ThenBy(c => c.Seconds).ThenBy(c => c.Thing.State.Agent)];
    }

    private static Concern? Of(Situation situation, Thing thing)
    {
        Polyline route = situation.Road.Ahead;
        (double along, double left) = route.Project(thing.At);
        double speed = Math.Max(situation.Ego.Speed, LeastSpeed), ahead = along - EgoVehicle.CentreForward;
        bool isAhead = ahead > 0.5 && along < route.Length - 0.01;
        Vector2D direction = route.Direction(along);
        double with = Vector2D.Dot(direction, thing.Velocity) / Math.Max(0.01, thing.Velocity.Length);
        if (thing.Model.Kind.IsPerson() && isAhead && thing.State.Activity == Activity.Crossing && Math.Abs(left) < 12)
        {
            return new(thing, ConcernKind.OnCrossing, ahead / speed);
        }
        if (isAhead && Math.Abs(left) < LaneHalf && thing.Model.Kind.IsVehicle() && thing.Moves && with > 0.7)
        {
            return new(thing, ConcernKind.Leader, ahead / speed);
        }
        if (Contact(route, speed, thing) is { } time)
        {
            return new(thing, !thing.Moves ? ConcernKind.InTheWay : with < -0.7 ? ConcernKind.Oncoming : ConcernKind.PathsCross, time);
        }
        if (thing.Model.Kind.IsPerson() && isAhead && ahead < 20 && Math.Abs(left) < Kerb)
        {
            return new(thing, ConcernKind.NearRoad, ahead / speed + 1);
        }
        if (situation.Ego.Reason == DrivingReason.GivingWay && thing.State.Agent == situation.Ego.ReasonAgent)
        {
            return new(thing, ConcernKind.GoesFirst, 0);
        }
        return null;
    }

    private static double? Contact(Polyline route, double speed, Thing thing)
    {
        double reach = (EgoVehicle.Length + thing.Model.Size.X + thing.Model.Size.Y) / 2 + 2;
        for (double t = 0; t <= Horizon; t += Step)
        {
            // The rear axle runs along the route; the car's middle is ahead of it.
            double s = speed * t + EgoVehicle.CentreForward;
            Vector2D car = route.At(s), other = thing.At + thing.Velocity * t, apart = other - car;
            if (s > route.Length || Vector2D.Dot(apart, apart) > reach * reach)
            {
                continue;
            }
            Vector2D direction = route.Direction(s);
            Footprint ours = new(car, Elementary.Atan2(direction.Y, direction.X), EgoVehicle.Length, EgoVehicle.Width + 2 * SideMargin);
            if (Vector2D.Dot(direction, apart) > -1 && ours.Overlaps(thing.Footprint with { Centre = other }))
            {
                return t;
            }
        }
        return null;
    }
}
