using VoxPilot.Core;
using VoxPilot.World.Geometry;
using VoxPilot.World.Simulation;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Simulation;

public sealed class RecorderTests
{
    private static readonly Lazy<Recording> Drive = new(() => Recorder.Record(5, 20));

    [Fact]
    public void The_same_seed_gives_the_same_recording_whatever_else_is_recorded_meanwhile()
    {
        List<string>[] runs = new List<string>[6];
        Parallel.For(0, runs.Length, i => runs[i] = Lines(Recorder.Record(i % 2 == 0 ? 11UL : 12UL, 4)));
        Assert.Equal(runs[0], runs[2]);
        Assert.Equal(runs[0], runs[4]);
        Assert.Equal(runs[1], runs[3]);
        Assert.NotEqual(runs[0], runs[1]);
    }

    [Fact]
    public void Moments_follow_each_other_by_a_twentieth_of_a_second_and_list_standing_things_first()
    {
        Recording recording = Drive.Value;
        Assert.Equal(401, recording.Moments.Count);
        Assert.Equal(41, recording.Keyframes.Count());
        Assert.Equal(20, recording.Moments[^1].Time, 9);
        Assert.Equal(recording.Town.Objects.Select(thing => thing.Model), recording.Agents.Take(recording.Town.Objects.Count));
        foreach (Moment moment in recording.Moments)
        {
            for (int i = 0; i < recording.Town.Objects.Count; i++)
            {
                Assert.Equal((i, Activity.Standing), (moment.Agents[i].Agent, moment.Agents[i].Activity));
            }
            Assert.DoesNotContain(moment.Agents.Skip(recording.Town.Objects.Count), state => state.Activity == Activity.Standing);
        }
        Assert.Equal(recording.Agents.Count, recording.Moments.SelectMany(m => m.Agents).Select(a => a.Agent).Distinct().Count());
    }

    [Fact]
    public void Our_own_car_moves_as_the_bicycle_does()
    {
        Recording recording = Drive.Value;
        for (int i = 0; i + 1 < recording.Moments.Count; i++)
        {
            EgoMotion a = recording.Moments[i].Ego, b = recording.Moments[i + 1].Ego;
            double way = (a.Speed + b.Speed) / 2 * Recording.StepSeconds;
            Assert.Equal(a.Speed + b.Acceleration * Recording.StepSeconds, b.Speed, 9);
            Assert.Equal(way, (b.Position - a.Position).Length, 9);
            Assert.Equal(way * Math.Tan((a.Steering + b.Steering) / 2) / EgoVehicle.Wheelbase, Angles.Difference(b.Yaw, a.Yaw), 9);
            Assert.Equal(b.Speed * Math.Tan(b.Steering) / EgoVehicle.Wheelbase, b.YawRate, 9);
            Assert.InRange(Math.Abs(b.Steering), 0, EgoVehicle.MaximumSteering);
            Assert.InRange(Math.Abs(b.Steering - a.Steering), 0, 0.8 * Recording.StepSeconds + 1e-9);
        }
    }

    [Fact]
    public void Commands_come_from_the_next_junction_of_the_route()
    {
        int turns = 0;
        foreach (ulong seed in (ulong[])[5, 21, 22])
        {
            Recording recording = Recorder.Record(seed, 12);
            Town town = recording.Town;
            int leg = 0;
            foreach (Moment moment in recording.Moments)
            {
                while (recording.Route[leg] != moment.Ego.Lane)
                {
                    leg++;
                }
                double ahead = -moment.Ego.Along;
                int next = leg;
                while (town.Lanes[recording.Route[next]].Junction < 0)
                {
                    ahead += town.Lanes[recording.Route[next++]].Centre.Length;
                }
                Turn turn = ahead <= 35 ? town.Lanes[recording.Route[next]].Turn : Turn.None;
                Assert.Equal(turn switch { Turn.Left => Command.Left, Turn.Right => Command.Right, _ => Command.Straight }, moment.Ego.Command);
                turns += moment.Ego.Command == Command.Straight ? 0 : 1;
            }
        }
        Assert.True(turns > 50, "the drives hardly turn");
    }

    [Fact]
    public void Towns_are_full_of_all_kinds_of_traffic_near_our_own_car()
    {
        HashSet<AgentKind> near = [];
        for (ulong seed = 1; seed <= 10; seed++)
        {
            Recording recording = Recorder.Record(seed, 2);
            Moment moment = recording.Moments[0];
            Assert.True(moment.Agents.Count(a => a.Activity is Activity.Driving or Activity.Waiting) >= 20);
            Assert.True(moment.Agents.Count(a => a.Activity is Activity.Walking or Activity.Crossing) >= 20);
            foreach (AgentState state in moment.Agents.Where(a => a.Activity != Activity.Standing))
            {
                double x = state.Position.X - moment.Ego.Position.X, y = state.Position.Y - moment.Ego.Position.Y;
                if (x * x + y * y < 60 * 60)
                {
                    near.Add(recording.Agents[state.Agent].Kind);
                }
            }
        }
        AgentKind[] moving = [AgentKind.Car, AgentKind.Truck, AgentKind.Bus, AgentKind.Trailer, AgentKind.Motorcycle, AgentKind.Bicycle, AgentKind.Adult, AgentKind.Child, AgentKind.Animal];
        Assert.Empty(moving.Except(near));
    }

    [Fact]
    public void The_expert_neither_collides_nor_leaves_the_road() => AssertRejections(300, 6, 0);

    [Fact]
    [Trait("Category", "Slow")]
    public void At_most_one_drive_in_fifty_is_rejected() => AssertRejections(1000, 150, 3);

    [Fact]
    [Trait("Category", "Slow")]
    public void Vehicles_hardly_ever_overlap()
    {
        int pairs = 0, vehicles = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Recording recording = Recorder.Record(seed, 20);
            HashSet<(int, int)> overlapping = [];
            foreach (int m in recording.Keyframes)
            {
                (AgentState State, Footprint Footprint)[] moving = [.. recording.Moments[m].Agents
                    .Where(a => a.Activity != Activity.Standing && recording.Agents[a.Agent].Kind.IsVehicle()).Select(a => (a, a.Footprint(recording.Agents[a.Agent])))];
                vehicles = m == 0 ? vehicles + moving.Length : vehicles;
                for (int i = 0; i < moving.Length; i++)
                {
                    for (int j = i + 1; j < moving.Length; j++)
                    {
                        if (moving[i].Footprint.Overlaps(moving[j].Footprint))
                        {
                            overlapping.Add((moving[i].State.Agent, moving[j].State.Agent));
                        }
                    }
                }
            }
            pairs += overlapping.Count;
        }
        Assert.True(pairs <= 8, $"{pairs} pairs of {vehicles} vehicles overlapped in 20 drives");
    }

    private static void AssertRejections(ulong first, int count, int most)
    {
        DriveRecorder recorder = new();
        Parallel.For(0, count, i => Assert.Null(CollisionCheck.First(recorder.Record(first + (ulong)i, 20))));
        Assert.Equal(count, recorder.Accepted);
        Assert.True(recorder.Rejected <= most, $"{recorder.Rejected} of {count + recorder.Rejected} recordings were rejected ({recorder.RejectionRate:P1})");
    }

    private static List<string> Lines(Recording recording) =>
        [.. recording.Moments.SelectMany(m => m.Agents.Select(a => a.ToString()).Prepend(m.Ego.ToString()))];
}
