using VoxPilot.Core;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Simulation;

public sealed class WorldSimulationTests
{
    private static readonly ulong[] Seeds = [100, 101, 102, 103, 104, 105, 106];

    [Fact]
    public void Constant_velocity_crashes_or_leaves_the_road_where_the_expert_does_not()
    {
        int failed = 0, rolling = 0;
        Parallel.ForEach(Seeds, seed =>
        {
            (SimulationEnd end, bool off, _) = Drive(seed, new ExpertPolicy());
            Assert.True(!off && end is SimulationEnd.TimeUp or SimulationEnd.RouteDone, $"seed {seed}: the expert ended by {end}");
            (SimulationEnd straight, bool straightOff, double speed) = Drive(seed, new ConstantVelocity());
            if (speed > 2)
            {
                Interlocked.Increment(ref rolling);
                if (straight is SimulationEnd.Collision or SimulationEnd.OffRoad || straightOff)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        });
        Assert.True(rolling >= 3, $"only {rolling} drives begin rolling");
        Assert.True(failed >= rolling - 1, $"constant velocity failed in only {failed} of {rolling} towns");
    }

    [Fact]
    public void A_simulation_begins_like_the_recording_of_its_seed_and_repeats_itself()
    {
        Recording recording = Recorder.Record(31, 2);
        WorldSimulation a = WorldSimulation.Create(31, 2), b = WorldSimulation.Create(31, 2);
        Assert.Equal(recording.Moments[0].Ego, a.Now.Ego);
        Assert.Equal(recording.Moments[0].Agents, a.Now.Agents);
        ExpertPolicy expert = new();
        while (a.End == SimulationEnd.None)
        {
            Assert.Equal(a.Step(expert.Plan(a)), b.Step(expert.Plan(b)));
        }
        Assert.Equal(a.Now.Agents, b.Now.Agents);
    }

    [Fact]
    public void Reports_add_up_to_what_was_driven()
    {
        WorldSimulation world = WorldSimulation.Create(33, 6);
        ExpertPolicy expert = new();
        double progress = 0, share = 0, strongest = 0;
        while (world.End == SimulationEnd.None)
        {
            StepReport report = world.Step(expert.Plan(world));
            progress += report.Progress;
            Assert.True(report.RouteShare >= share);
            share = report.RouteShare;
            strongest = Math.Max(strongest, report.MaxLongitudinal);
            Assert.InRange(report.MaxLongitudinal, 0, 8);
            Assert.InRange(report.OffRoad, 0, 1);
            Assert.Equal(report.OffRoad > 0, report.LeftRoadAt is not null);
        }
        Assert.Equal(SimulationEnd.TimeUp, world.End);
        Assert.Equal(6, world.Time, 9);
        Assert.Equal(121, world.Moments.Count);
        Assert.Equal(121, world.Recording.Moments.Count);
        double driven = world.Moments.Zip(world.Moments.Skip(1), (a, b) => (b.Ego.Position - a.Ego.Position).Length).Sum();
        Assert.Equal(driven, progress, 0.05 * driven + 0.5);
        Assert.Equal(world.Moments.Max(m => m == world.Moments[0] ? 0 : Math.Abs(m.Ego.Acceleration)), strongest, 9);
        Assert.Throws<InvalidOperationException>(() => world.Step(Trajectory.Standstill));
    }

    [Fact]
    public void Plans_without_six_finite_points_are_refused()
    {
        WorldSimulation world = WorldSimulation.Create(33, 1);
        Assert.Throws<ArgumentException>(() => world.Step(new() { Points = new (double, double)[5] }));
        Assert.Throws<ArgumentException>(() => world.Step(new() { Points = [(1, 0), (2, 0), (3, double.NaN), (4, 0), (5, 0), (6, 0)] }));
    }

    [Fact]
    public void A_car_driven_off_the_road_is_reported_and_ends_the_simulation()
    {
        WorldSimulation world = WorldSimulation.Create(34, 20);
        StepReport? first = null;
        while (world.End == SimulationEnd.None)
        {
            double speed = world.Now.Ego.Speed + 1;
            StepReport report = world.Step(new() { Points = [.. Trajectory.Times.Select(t => (speed * t, 0.25 * speed * t * t))] });
            first ??= report.LeftRoadAt is not null || report.Collision is not null ? report : null;
        }
        Assert.NotNull(first);
        Assert.True(world.End is SimulationEnd.OffRoad or SimulationEnd.Collision, $"ended by {world.End}");
    }

    [Fact]
    public void Traffic_brakes_for_our_own_car_when_it_stands_in_the_way()
    {
        int waiting = 0;
        foreach (ulong seed in (ulong[])[41, 42, 43, 44])
        {
            WorldSimulation world = WorldSimulation.Create(seed, 12);
            while (world.End == SimulationEnd.None)
            {
                StepReport report = world.Step(Trajectory.Standstill);
                Assert.False(report.Collision is { AtFault: true } && world.Now.Ego.Speed < 0.1);
            }
            Assert.NotEqual(SimulationEnd.Collision, world.End);
            int lane = world.Now.Ego.Lane;
            waiting += world.Now.Agents.Count(a => a.Lane == lane && a.Along < world.Now.Ego.Along && a.Activity == Activity.Waiting);
        }
        Assert.True(waiting > 0, "nobody waits behind our own car in four towns");
    }

    private static (SimulationEnd End, bool Off, double FirstSpeed) Drive(ulong seed, IDrivingPolicy policy)
    {
        WorldSimulation world = WorldSimulation.Create(seed, 20);
        double speed = world.Now.Ego.Speed;
        bool off = false;
        while (world.End == SimulationEnd.None)
        {
            off |= world.Step(policy.Plan(world)).OffRoad > 0;
        }
        return (world.End, off, speed);
    }
}
