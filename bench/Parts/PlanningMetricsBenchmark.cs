using BenchmarkDotNet.Attributes;
using VoxPilot.Core;
using VoxPilot.Core.Formats.NuScenes.Maps;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics.Planning;

namespace VoxPilot.Bench.Parts;

/// <summary>One key frame through planning conventions: 60 road users, a map of 200 polygons of 200 corners with holes. The model takes some 300 ms for it.</summary>
[MemoryDiagnoser]
public class PlanningMetricsBenchmark
{
    private readonly IReadOnlyList<IPlanningConvention> all = PlanningConventions.All();
    private PlanningCase one = null!;
    private DrivableMap map = null!;

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        Trajectory Way(double bend) => new() { Points = [.. Enumerable.Range(1, 6).Select(i => (4.0 * i, bend * i * i))] };
        PlanningAgent Agent(int i) => new(
            i % 3 == 0 ? "human.pedestrian.adult" : "vehicle.car",
            new(new(100 * random.NextDouble() - 50, 100 * random.NextDouble() - 50, 1), i % 3 == 0 ? new(0.7, 0.7, 1.8) : new(4.5, 1.9, 1.6), 7 * random.NextDouble()));
        Vector2D[] Ring(double x, double y, double radius) =>
            [.. Enumerable.Range(0, 200).Select(i => new Vector2D(x + radius * Math.Cos(i * Math.PI / 100), y + radius * Math.Sin(i * Math.PI / 100)))];
        map = new(Enumerable.Range(0, 200).Select(i => new MapOutline(Ring(1000 + 20 * (i % 20), 1000 + 40 * (i / 20), 25), [Ring(1000 + 20 * (i % 20), 1000 + 40 * (i / 20), 3)])));
        one = new()
        {
            Plan = Way(0.1),
            Truth = Way(0.05),
            RecordedSteps = 6,
            PastKeyframes = 2,
            Agents = [.. Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 60).Select(Agent).ToArray())],
            DrivableArea = map.Around(Pose.Planar(1200, 1200, 0.3)),
            Ego = new() { Velocity = (8, 0) },
            Command = Command.Straight,
        };
    }

    [Benchmark]
    public void AllConventions()
    {
        foreach (IPlanningConvention convention in all)
        {
            convention.Add(0, one);
        }
    }

    [Benchmark]
    public void OmniDrive() => all[0].Add(0, one);

    [Benchmark]
    public int DrivableAreaAround() => map.Around(Pose.Planar(1200, 1200, 0.3)).Count;
}
