using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Generation;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Simulation;

/// <summary>
/// The closed loop: takes a trajectory every half second, drives it with a kinematic bicycle while the traffic reacts, and says what came
/// of it. Not for several threads at once.
/// </summary>
public sealed class WorldSimulation
{
    private const double LostMetres = 6, LostSeconds = 2;

    private readonly Drive drive;
    private readonly List<Moment> moments = [];
    private readonly double seconds, from, to;
    private double lostFor;

    private WorldSimulation(Town town, Weather weather, ulong seed, double seconds)
    {
        (Town, Weather, Seed, this.seconds) = (town, weather, seed, seconds);
        drive = Drive.Begin(new(town), seed, seconds);
        moments.Add(drive.Now(0));
        LanePath path = Car.Vehicle.Path;
        (from, to) = (path.Now, Math.Min(path.End - 5, path.Now + seconds * 15));
    }

    /// <summary>The town.</summary>
    public Town Town { get; }

    /// <summary>Sky and light.</summary>
    public Weather Weather { get; }

    /// <summary>What traffic and route were made from.</summary>
    public ulong Seed { get; }

    /// <summary>Seconds since it began.</summary>
    public double Time => (moments.Count - 1) * Recording.StepSeconds;

    /// <summary>The present moment.</summary>
    public Moment Now => moments[^1];

    /// <summary>All moments so far, every <see cref="Recording.StepSeconds"/>.</summary>
    public IReadOnlyList<Moment> Moments => moments;

    /// <summary>All agents so far.</summary>
    public IReadOnlyList<AgentModel> Agents => drive.Traffic.Models;

    /// <summary>What the route asks for at the next junction within reach.</summary>
    public Command Command => Now.Ego.Command;

    /// <summary>What our own car knows of itself now, as recorded frames have it.</summary>
    public EgoState EgoState => EgoStates.At(Recording, moments.Count - 1);

    /// <summary>Lanes of the route, in order.</summary>
    public IReadOnlyList<int> Route => Car.Route;

    /// <summary>Why it ended; <see cref="SimulationEnd.None"/> while it goes on.</summary>
    public SimulationEnd End { get; private set; }

    /// <summary>What was driven so far, for sensors and truth.</summary>
    public Recording Recording => new() { Seed = Seed, Town = Town, Weather = Weather, Agents = [.. Agents], Route = Car.Route, Moments = [.. moments] };

    internal OwnCar Car => drive.Car;

    /// <summary>A simulation in the town, the weather and the traffic of a seed; it begins like <see cref="Recorder.Record(ulong, double)"/> of that seed.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="seconds">How long it may last.</param>
    public static WorldSimulation Create(ulong seed, double seconds = 30) => Create(TownGenerator.Create(seed), Weather.FromSeed(seed), seed, seconds);

    /// <summary>A simulation in a town of choice.</summary>
    /// <param name="town">The town.</param>
    /// <param name="weather">Sky and light.</param>
    /// <param name="seed">Decides traffic and route.</param>
    /// <param name="seconds">How long it may last.</param>
    public static WorldSimulation Create(Town town, Weather weather, ulong seed, double seconds)
    {
        if (!(seconds >= 0.5 && seconds <= 600))
        {
            throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "A simulation lasts from 0.5 to 600 seconds.");
        }
        return new(town, weather, seed, seconds);
    }

    /// <summary>Drives the first half second of a plan.</summary>
    /// <param name="plan">Six points, ego frame of now.</param>
    /// <exception cref="ArgumentException">The plan has not six points, or a number in it is not finite.</exception>
    /// <exception cref="InvalidOperationException">The simulation has ended.</exception>
    public StepReport Step(Trajectory plan)
    {
        if (plan.Points.Count != Trajectory.Steps || plan.Points.Any(p => !double.IsFinite(p.X) || !double.IsFinite(p.Y)))
        {
            throw new ArgumentException($"A plan has {Trajectory.Steps} finite points, this one has {plan.Points.Count}; give one every {Trajectory.StepSeconds} s in the ego frame.", nameof(plan));
        }
        if (End != SimulationEnd.None)
        {
            throw new InvalidOperationException($"The simulation has ended ({End}); create another one.");
        }
        TrajectoryTracker tracker = new(plan, Car.Motion);
        Collision? collision = null;
        double place = Car.Vehicle.Path.Now, along = 0, across = 0, jerk = 0, turn = 0, before = Car.Vehicle.Acceleration;
        double? left = null;
        int off = 0, steps = 0;
        while (steps < Recording.StepsPerKeyframe && collision == null)
        {
            (double acceleration, double steering) = tracker.Control(steps * Recording.StepSeconds, Car.Motion);
            double speed = Car.Motion.Speed;
            Car.Step(acceleration, steering);
            tracker.Advance((speed + Car.Motion.Speed) / 2 * Recording.StepSeconds);
            drive.Traffic.Move();
            steps++;
            // Everyone looks again before the moment is written, so that the expert's reasons are of this moment.
            drive.Traffic.Decide(Car.Keeping.Left);
            moments.Add(drive.Now(moments.Count * Recording.StepSeconds));
            collision = Touch();
            if (!CollisionCheck.OnRoad(Town, Now.Ego.Footprint))
            {
                left ??= Time;
                off++;
            }
            EgoMotion ego = Now.Ego;
            along = Math.Max(along, Math.Abs(ego.Acceleration));
            across = Math.Max(across, Math.Abs(ego.Speed * ego.YawRate));
            turn = Math.Max(turn, Math.Abs(ego.YawRate));
            jerk = Math.Max(jerk, Math.Abs(ego.Acceleration - before) / Recording.StepSeconds);
            before = ego.Acceleration;
        }
        lostFor = off == steps ? lostFor + steps * Recording.StepSeconds : 0;
        double now = Car.Vehicle.Path.Now;
        End = collision != null ? SimulationEnd.Collision
            : lostFor >= LostSeconds || Math.Abs(Car.Keeping.Left) > LostMetres ? SimulationEnd.OffRoad
            : now >= to ? SimulationEnd.RouteDone
            : Time >= seconds - 1e-9 ? SimulationEnd.TimeUp : SimulationEnd.None;
        return new()
        {
            Time = Time,
            Collision = collision,
            OffRoad = (double)off / steps,
            LeftRoadAt = left,
            Progress = now - place,
            RouteShare = Math.Clamp((now - from) / (to - from), 0, 1),
            Deviation = Car.Keeping.Left,
            MaxLongitudinal = along,
            MaxLateral = across,
            MaxJerk = jerk,
            MaxYawRate = turn,
            End = End,
        };
    }

    private Collision? Touch()
    {
        EgoMotion ego = Now.Ego;
        int agent = CollisionCheck.Touched(ego.Footprint, Now.Agents, Agents);
        if (agent < 0)
        {
            return null;
        }
        AgentState other = Now.Agents.First(state => state.Agent == agent);
        Vector2D heading = Car.Vehicle.Heading, d = new Vector2D(other.Position.X, other.Position.Y) - Car.Vehicle.Position;
        bool behind = Vector2D.Dot(d, heading) < -EgoVehicle.Length / 2 && other.Speed > ego.Speed;
        return new(agent, Time, ego.Speed > 0.3 && !behind);
    }
}
