using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics;
using VoxPilot.Core.Metrics.Planning;

namespace VoxPilot.Core.Tests.Metrics.Planning;

/// <summary>Made-up key frames for planning measures.</summary>
internal static class MadeCases
{
    /// <summary>Straight on at a speed, drifting to the left by so much at 3 s.</summary>
    public static Trajectory Straight(double speed, double left = 0) =>
        new() { Points = [.. Enumerable.Range(1, Trajectory.Steps).Select(i => (speed * i * Trajectory.StepSeconds, left * i / Trajectory.Steps))] };

    /// <summary>Straight on at a speed of its own in each step, m/s.</summary>
    public static Trajectory Speeds(params double[] speeds) =>
        new() { Points = [.. speeds.Select((_, i) => (speeds.Take(i + 1).Sum() * Trajectory.StepSeconds, 0.0))] };

    /// <summary>Nobody around, a road 20 m wide, six recorded steps.</summary>
    public static PlanningCase Of(Trajectory plan, Trajectory truth, params PlanningAgent[] parked) => new()
    {
        Plan = plan,
        Truth = truth,
        RecordedSteps = Trajectory.Steps,
        PastKeyframes = 5,
        Agents = [.. Enumerable.Repeat(parked, Trajectory.Steps)],
        DrivableArea = [new([new(-60, -10), new(60, -10), new(60, 10), new(-60, 10)], [])],
    };

    /// <summary>A car that stands.</summary>
    public static PlanningAgent Car(double x, double y, double yaw = 0, string category = "vehicle.car") =>
        new(category, new OrientedBox(new(x, y, 1), new(4.5, 1.9, 1.6), yaw));

    /// <summary>The figure of a row over all scenes.</summary>
    public static double Value(IPlanningConvention convention, string kind, string at = "3s") => GoldenJson.Value(Measure(convention, $"planning.{kind}.{convention.Id}.{at}"));

    /// <summary>The figure of one key frame.</summary>
    public static double Value(IPlanningConvention convention, PlanningCase one, string kind, string at = "3s")
    {
        convention.Add(0, one);
        return Value(convention, kind, at);
    }

    public static ISceneMeasure Measure(IPlanningConvention convention, string id) => Assert.Single(convention.Rows, row => row.Id == id).Measure;
}
