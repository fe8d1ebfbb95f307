using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Traffic;

/// <summary>People on foot: along the walkways, over crossings when no vehicle is too near to stop.</summary>
internal sealed class PeopleFlow
{
    private const double Lead = 1.1, KerbWait = 0.9;

    private readonly LaneMap map;
    private readonly DiscGrid grid;
    private readonly List<int>[] meets; // walkways by node
    private readonly List<Walker>[] at; // people by crossing
    private readonly List<Walker>[] along; // people by walkway
    private readonly bool[] warned;

    public PeopleFlow(LaneMap map, DiscGrid grid)
    {
        (this.map, this.grid) = (map, grid);
        Town town = map.Town;
        int nodes = town.Walkways.Count == 0 ? 0 : town.Walkways.Max(w => Math.Max(w.FromNode, w.ToNode)) + 1;
        meets = [.. Enumerable.Range(0, nodes).Select(_ => new List<int>())];
        at = [.. town.Crossings.Select(_ => new List<Walker>())];
        along = [.. town.Walkways.Select(_ => new List<Walker>())];
        warned = new bool[town.Crossings.Count];
        foreach (Walkway walkway in town.Walkways)
        {
            meets[walkway.FromNode].Add(walkway.Id);
            meets[walkway.ToNode].Add(walkway.Id);
        }
    }

    /// <summary>Everyone, in a fixed order; dogs after their owners.</summary>
    public List<Walker> Walkers { get; } = [];

    /// <summary>A vehicle is too near to a crossing, or on it.</summary>
    public void Warn(int crossing) => warned[crossing] = true;

    /// <summary>Somebody whom a vehicle on a lane must let cross; −1 for nobody.</summary>
    /// <param name="crossing">The crossing as the lane meets it.</param>
    /// <param name="half">Half the lane's width.</param>
    /// <param name="courtesy">True if those who only wait at the kerb are let cross, too.</param>
    public int WhoCrosses(in LaneCrossing crossing, double half, bool courtesy)
    {
        foreach (Walker walker in at[crossing.Crossing])
        {
            double way = Across(walker, crossing.Crossing), lane = crossing.Abreast - way;
            double ahead = walker.Forward ? lane : -lane;
            if (ahead > -half - 0.8 && ahead < 9 && (walker.OnCrossing || courtesy))
            {
                return walker.Agent;
            }
        }
        return -1;
    }

    /// <summary>Adds everyone on a crossing to what is in the way of vehicles, and sorts people for the step.</summary>
    public void Register()
    {
        Array.Clear(warned);
        foreach (List<Walker> list in at)
        {
            list.Clear();
        }
        foreach (List<Walker> list in along)
        {
            list.Clear();
        }
        foreach (Walker walker in Walkers)
        {
            if (walker.Crossing >= 0)
            {
                at[walker.Crossing].Add(walker);
                if (walker.OnCrossing)
                {
                    Vector2D heading = Heading(walker.Yaw);
                    grid.Add(new(walker.Agent, -1, walker.Position, walker.Model.Size.Y / 2, heading * walker.Speed, heading));
                }
            }
            if (walker.Owner == null)
            {
                along[walker.Walkway].Add(walker);
            }
        }
    }

    /// <summary>Moves everyone by a step.</summary>
    public void Step(double seconds)
    {
        foreach (Walker walker in Walkers)
        {
            if (walker.Owner != null)
            {
                FollowOwner(walker, walker.Owner, seconds);
            }
            else if (walker.Pause > 0)
            {
                walker.Pause -= seconds;
                Halt(walker, walker.Crossing >= 0 ? Activity.Idling : walker.Activity == Activity.Walking ? Activity.Idling : walker.Activity, seconds);
            }
            else
            {
                Walk(walker, seconds);
            }
        }
    }

    /// <summary>Puts a person on a walkway.</summary>
    public void Place(Walker walker)
    {
        walker.Position = Target(walker, walker.Along - 0.5);
        Vector2D ahead = Target(walker, walker.Along + 0.5) - walker.Position;
        walker.Yaw = Elementary.Atan2(ahead.Y, ahead.X);
        walker.Height = HeightOf(walker);
        Walkers.Add(walker);
    }

    private static Vector2D Heading(double yaw)
    {
        (double sin, double cos) = Elementary.SinCos(yaw);
        return new(cos, sin);
    }

    private double Across(Walker walker, int crossing)
    {
        Crossing place = map.Town.Crossings[crossing];
        return Vector2D.Dot(walker.Position - place.From, (place.To - place.From).Normalized);
    }

    private Vector2D Target(Walker walker, double along)
    {
        Walkway walkway = map.Town.Walkways[walker.Walkway];
        double s = walker.Forward ? along : walkway.Centre.Length - along;
        s = Math.Clamp(s, 0, walkway.Centre.Length);
        Vector2D direction = walkway.Centre.Direction(s), right = walker.Forward ? -direction.Left : direction.Left;
        double room = Math.Max(0.1, walkway.Width / 2 - 0.45);
        return walkway.Centre.At(s) + right * (walker.Aside * room);
    }

    private void Walk(Walker walker, double seconds)
    {
        Walkway walkway = map.Town.Walkways[walker.Walkway];
        double length = walkway.Centre.Length;
        if (walker.Along >= length && !Turn(walker, walkway))
        {
            Halt(walker, Activity.Idling, seconds);
            return;
        }
        Vector2D way = Target(walker, walker.Along) - walker.Position;
        double distance = way.Length, pace = walker.OnCrossing ? Math.Max(1.25, walker.Pace) : walker.Pace;
        double speed = distance < 0.05 ? 0 : Math.Min(pace, PaceBehind(walker));
        if (walker.OnCrossing && InTheWay(walker, way * (1 / Math.Max(distance, 0.01))))
        {
            speed = 0;
        }
        if (distance < Lead)
        {
            walker.Along += pace * seconds * 1.3;
        }
        Advance(walker, way, speed, seconds);
        if (walker.Crossing >= 0)
        {
            bool road = walker.OnCrossing;
            walker.Activity = road ? Activity.Crossing : Activity.Walking;
            if (walkway.Crossing == walker.Crossing)
            {
                double across = Across(walker, walker.Crossing), width = (map.Town.Crossings[walker.Crossing].To - map.Town.Crossings[walker.Crossing].From).Length;
                if (walker.Forward ? across > width + 0.3 : across < -0.3)
                {
                    (walker.Crossing, walker.OnCrossing) = (-1, false);
                }
            }
        }
        else
        {
            walker.Activity = Activity.Walking;
        }
    }

    // At a node: chooses where to go on, waits before a crossing until vehicles can stop.
    private bool Turn(Walker walker, Walkway walkway)
    {
        int node = walker.Forward ? walkway.ToNode : walkway.FromNode;
        if (walker.Next < 0)
        {
            List<int> ways = meets[node];
            int choice = walker.Walkway;
            if (ways.Count > 1)
            {
                do
                {
                    choice = walker.Random.Pick(ways);
                }
                while (choice == walker.Walkway);
            }
            walker.Next = choice;
            int crossing = map.Town.Walkways[choice].Crossing;
            if (crossing >= 0 && choice != walker.Walkway)
            {
                (walker.Crossing, walker.Pause) = (crossing, KerbWait);
                return false;
            }
        }
        Walkway next = map.Town.Walkways[walker.Next];
        if (next.Crossing >= 0 && walker.Crossing >= 0)
        {
            if (warned[walker.Crossing])
            {
                return false;
            }
            walker.OnCrossing = true;
        }
        walker.Forward = next.Id == walker.Walkway ? !walker.Forward : next.FromNode == node;
        (walker.Walkway, walker.Along, walker.Next) = (next.Id, 0.2, -1);
        return true;
    }

    private double PaceBehind(Walker walker)
    {
        double pace = double.MaxValue;
        foreach (Walker other in along[walker.Walkway])
        {
            if (other != walker && other.Forward == walker.Forward && other.Along > walker.Along && other.Along < walker.Along + 1.1 && other.Activity is Activity.Walking or Activity.Crossing
                && Math.Abs(other.Aside - walker.Aside) < 0.5)
            {
                pace = Math.Min(pace, 0.85 * other.Speed);
            }
        }
        return pace;
    }

    private bool InTheWay(Walker walker, Vector2D direction)
    {
        Vector2D p = walker.Position;
        for (int row = grid.Row(p.Y - 3); row <= grid.Row(p.Y + 3); row++)
        {
            for (int column = grid.Column(p.X - 3); column <= grid.Column(p.X + 3); column++)
            {
                for (int d = grid.Head(column, row); d >= 0; d = grid.Next(d))
                {
                    ref readonly Disc disc = ref grid[d];
                    Vector2D q = disc.Position - p;
                    double ahead = Vector2D.Dot(q, direction);
                    if (disc.Owner >= 0 && ahead > 0 && ahead < disc.Radius + 1 && Math.Abs(Vector2D.Cross(direction, q)) < disc.Radius + 0.5)
                    {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static void Halt(Walker walker, Activity activity, double seconds)
    {
        walker.Acceleration = -walker.Speed / seconds * 0.5;
        (walker.Speed, walker.YawRate, walker.Activity) = (0, 0, activity);
    }

    private void Advance(Walker walker, Vector2D way, double wanted, double seconds)
    {
        double speed = walker.Speed + Math.Clamp(wanted - walker.Speed, -4 * seconds, 2 * seconds);
        walker.Acceleration = (speed - walker.Speed) / seconds;
        walker.Speed = speed;
        if (way.Length > 0.05)
        {
            double turn = Math.Clamp(Angles.Difference(Elementary.Atan2(way.Y, way.X), walker.Yaw), -2.5 * seconds, 2.5 * seconds);
            walker.Yaw = Angles.Wrap(walker.Yaw + turn);
            walker.YawRate = turn / seconds;
            // Whoever faces away turns first.
            double facing = Math.Max(0.15, Vector2D.Dot(Heading(walker.Yaw), way * (1 / way.Length)));
            walker.Position += Heading(walker.Yaw) * (speed * facing * seconds);
            walker.Travelled += speed * facing * seconds;
        }
        walker.Height = HeightOf(walker);
    }

    private void FollowOwner(Walker dog, Walker owner, double seconds)
    {
        Vector2D heading = Heading(owner.Yaw), way = owner.Position + heading * 0.3 + heading.Left * 0.65 - dog.Position;
        dog.Crossing = owner.Crossing;
        (dog.OnCrossing, dog.Forward, dog.Walkway) = (owner.OnCrossing, owner.Forward, owner.Walkway);
        double distance = way.Length;
        Advance(dog, way, distance < 0.15 ? 0 : Math.Min(2.4, distance * 1.5 + owner.Speed * 0.5), seconds);
        dog.Activity = dog.OnCrossing ? Activity.Crossing : dog.Speed > 0.2 ? Activity.Walking : Activity.Idling;
    }

    private double HeightOf(Walker walker)
    {
        int crossing = map.Town.Walkways[walker.Walkway].Crossing;
        if (crossing < 0)
        {
            return Town.PavementHeight;
        }
        Crossing place = map.Town.Crossings[crossing];
        double across = Across(walker, crossing), width = (place.To - place.From).Length;
        double inside = Math.Min(across, width - across);
        return Town.PavementHeight * Math.Clamp(0.5 - inside / 0.3, 0, 1);
    }
}
