using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Questions;

/// <summary>The road that our own car is on, and its route ahead.</summary>
internal sealed class RoadAhead
{
    /// <summary>How far ahead the route is looked at, metres.</summary>
    public const double Reach = 60;

    /// <summary>The road at a moment of a drive.</summary>
    public RoadAhead(Recording recording, int moment)
    {
        EgoMotion ego = recording.Moments[moment].Ego;
        Town town = recording.Town;
        EgoFrame frame = new(ego);
        List<Vector2D> points = [];
        if (ego.Lane >= 0)
        {
            Lane here = town.Lanes[ego.Lane];
            Here = here;
            LanesOfOurDirection = here.Junction >= 0 ? 0 : 1 + Neighbours(town, here, lane => lane.LeftNeighbour) + Neighbours(town, here, lane => lane.RightNeighbour);
            List<(Lane Lane, double Start)> stretch = Stretch(recording, moment, here, -ego.Along);
            foreach ((Lane lane, double start) in stretch)
            {
                if (lane.Junction >= 0 && start > 0 && JunctionAhead is null)
                {
                    (JunctionAhead, TurnAhead) = (start, lane.Turn);
                }
                AddPoints(lane, start, frame, points);
            }
            CrossingAhead = NextCrossing(town, stretch);
        }
        if (points.Count < 2)
        {
            points = [new(0, 0), new(Reach, 0)];
        }
        Ahead = new(points);
    }

    /// <summary>The lane that the car is on; null if it left the road.</summary>
    public Lane? Here { get; }

    /// <summary>Lanes of the road that lead in our direction; 0 in a junction or off the road.</summary>
    public int LanesOfOurDirection { get; }

    /// <summary>Metres along the route to the next junction, within <see cref="Reach"/>; null if there is none or the car is in one.</summary>
    public double? JunctionAhead { get; }

    /// <summary>Where the route leads there.</summary>
    public Turn TurnAhead { get; }

    /// <summary>Metres along the route to the middle of the next crossing, within <see cref="Reach"/>; null if there is none.</summary>
    public double? CrossingAhead { get; }

    /// <summary>Middle of the route's lanes from beside the car on, ego frame; straight ahead if the car left the road.</summary>
    public Polyline Ahead { get; }

    /// <summary>Lanes whose bounds come within a distance of a place (a straight lane may have points at its ends only).</summary>
    public static List<Lane> LanesNear(Town town, Vector2D place, double within)
    {
        List<Lane> near = [];
        foreach (Lane lane in town.Lanes)
        {
            double left = double.MaxValue, right = double.MinValue, low = double.MaxValue, high = double.MinValue;
            foreach (Vector2D p in lane.Centre.Points)
            {
                (left, right, low, high) = (Math.Min(left, p.X), Math.Max(right, p.X), Math.Min(low, p.Y), Math.Max(high, p.Y));
            }
            if (place.X > left - within && place.X < right + within && place.Y > low - within && place.Y < high + within)
            {
                near.Add(lane);
            }
        }
        return near;
    }

    private static int Neighbours(Town town, Lane lane, Func<Lane, int> next)
    {
        int count = 0;
        for (int id = next(lane); id >= 0 && count < 8; id = next(town.Lanes[id]))
        {
            count++;
        }
        return count;
    }

    // A route may pass a lane twice: the lane that was driven next tells which time this is.
    private static List<(Lane Lane, double Start)> Stretch(Recording recording, int moment, Lane here, double start)
    {
        IReadOnlyList<int> route = recording.Route;
        int next = -1;
        for (int i = moment + 1; i < recording.Moments.Count && next < 0; i++)
        {
            int lane = recording.Moments[i].Ego.Lane;
            next = lane != here.Id ? lane : -1;
        }
        int at = -1;
        for (int i = 0; i < route.Count; i++)
        {
            if (route[i] == here.Id && (at < 0 || i + 1 < route.Count && route[i + 1] == next))
            {
                at = i;
            }
        }
        List<(Lane, double)> stretch = [(here, start)];
        for (start += here.Centre.Length; at >= 0 && start < Reach && ++at < route.Count;)
        {
            Lane lane = recording.Town.Lanes[route[at]];
            stretch.Add((lane, start));
            start += lane.Centre.Length;
        }
        return stretch;
    }

    private static void AddPoints(Lane lane, double start, EgoFrame frame, List<Vector2D> points)
    {
        double from = Math.Max(0, -start), to = Math.Min(lane.Centre.Length, Reach - start);
        if (to - from < 0.1)
        {
            return;
        }
        foreach (Vector2D p in lane.Centre.Part(from, to).Points)
        {
            Vector2D q = frame.ToEgo(p);
            if (points.Count == 0 || (q - points[^1]).Length > 0.05)
            {
                points.Add(q);
            }
        }
    }

    private static double? NextCrossing(Town town, List<(Lane Lane, double Start)> stretch)
    {
        double? nearest = null;
        foreach (Crossing crossing in town.Crossings)
        {
            foreach ((int id, double along) in crossing.Lanes)
            {
                foreach ((Lane lane, double start) in stretch)
                {
                    double distance = start + along;
                    if (lane.Id == id && distance > 0 && distance <= Reach && !(distance >= nearest))
                    {
                        nearest = distance;
                    }
                }
            }
        }
        return nearest;
    }
}
