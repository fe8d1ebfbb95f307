using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Simulation;

/// <summary>A drive of the expert under way.</summary>
internal sealed class Drive
{
    private const double MetresPerSecond = 15;
    private const int WarmUpSteps = 160;

    private Drive(LaneMap map, ulong seed, double seconds)
    {
        RandomStream random = new(seed, 0xE60);
        (int[] route, double along) = EgoRoute.Draw(map, random, (seconds + WarmUpSteps * Recording.StepSeconds) * MetresPerSecond + 150);
        Car = new(map, route, along, 5);
        Expert = new(Car) { Holds = random.Chance(0.12) };
        Traffic = new(map, seed, Car.Vehicle);
        Traffic.Decide(0);
    }

    /// <summary>Our own car.</summary>
    public OwnCar Car { get; }

    /// <summary>Who drives it.</summary>
    public ExpertDriver Expert { get; }

    /// <summary>Everyone else.</summary>
    public TrafficSimulation Traffic { get; }

    /// <summary>A drive at its first moment: the traffic has run for a while before, so that nobody starts from where they were put.</summary>
    public static Drive Begin(LaneMap map, ulong seed, double seconds)
    {
        Drive drive = new(map, seed, seconds);
        for (int step = 0; step < WarmUpSteps; step++)
        {
            drive.Step();
        }
        drive.Expert.Holds = false;
        drive.Traffic.BeginRecording();
        drive.Traffic.Decide(drive.Car.Keeping.Left);
        return drive;
    }

    /// <summary>Goes on for a step: everyone moves as decided, then looks again, so that a moment's reasons are its own.</summary>
    public void Step()
    {
        Expert.Step();
        Traffic.Move();
        Traffic.Decide(Car.Keeping.Left);
    }

    /// <summary>The present moment.</summary>
    public Moment Now(double time) => new(time, Car.Ego(), Traffic.Agents());
}
