using VoxPilot.Core.Formats.NuScenes.Maps;
using VoxPilot.Core.Metrics.Planning;

namespace VoxPilot.Core.Tests.Metrics.Planning;

public sealed class VoxPilotPlanningTests
{
    [Fact]
    public void Errors_are_sorted_by_command_and_speed_and_turn()
    {
        VoxPilotPlanning own = new();
        own.Add(0, MadeCases.Of(MadeCases.Straight(4), MadeCases.Straight(2)) with { Command = Command.Left, Ego = new() { Velocity = (5, 0) } });
        own.Add(1, MadeCases.Of(MadeCases.Straight(6), MadeCases.Straight(2)) with { Command = Command.Straight, Ego = new() { Velocity = (14, 0) } });
        own.Add(1, MadeCases.Of(MadeCases.Straight(2), MadeCases.Straight(2)) with { Truth = MadeCases.Straight(2) with { Headings = [0, 0, 0, 0.1, 0.2, 0.36] } });
        Assert.Equal(3.5, Value(own, "planning.l2.voxpilot.command-left"), 12);
        Assert.Equal(7, Value(own, "planning.l2.voxpilot.command-straight"), 12);
        Assert.True(double.IsNaN(Value(own, "planning.l2.voxpilot.command-right")));
        Assert.Equal(3.5, Value(own, "planning.l2.voxpilot.speed-slow"), 12);
        Assert.Equal(7, Value(own, "planning.l2.voxpilot.speed-fast"), 12);
        Assert.Equal(0, MadeCases.Measure(own, "planning.l2.voxpilot.speed-stopped").Count);
        Assert.Equal(0, Value(own, "planning.l2.voxpilot.turning"));
        Assert.Equal(1, MadeCases.Measure(own, "planning.l2.voxpilot.turning").Count);
    }

    [Fact]
    public void Errors_where_the_car_turns_stops_or_yields_are_told_apart_and_taken_together()
    {
        VoxPilotPlanning own = new();
        Trajectory turn = MadeCases.Straight(8, left: 3), stop = MadeCases.Speeds(4, 2, 1, 0, 0, 0), yield = MadeCases.Speeds(7, 6, 5, 5, 5, 5), steady = MadeCases.Straight(8);
        own.Add(0, MadeCases.Of(MadeCases.Straight(8), turn) with { Ego = new() { Velocity = (8, 0) } });
        own.Add(1, MadeCases.Of(MadeCases.Speeds(4, 2, 1, 0, 0, 2), stop) with { Ego = new() { Velocity = (5, 0) } });
        own.Add(1, MadeCases.Of(yield, yield) with { Ego = new() { Velocity = (8, 0) } });
        own.Add(1, MadeCases.Of(MadeCases.Straight(0), steady) with { Ego = new() { Velocity = (8, 0) } });
        own.Add(1, MadeCases.Of(MadeCases.Straight(8), turn) with { RecordedSteps = 5 });
        Assert.Equal(3 * 3.5 / 6, Value(own, "planning.l2.voxpilot.manoeuvre-turn"), 12);
        Assert.Equal(1.0 / 6, Value(own, "planning.l2.voxpilot.manoeuvre-stop"), 12);
        Assert.Equal(0, Value(own, "planning.l2.voxpilot.manoeuvre-yield"), 12);
        Assert.Equal((3 * 3.5 / 6 + 1.0 / 6) / 3, Value(own, "planning.l2.voxpilot.manoeuvre"), 12);
        Assert.Equal(3, MadeCases.Measure(own, "planning.l2.voxpilot.manoeuvre").Count);
    }

    [Fact]
    public void A_corner_in_no_polygon_is_off_the_road_and_a_border_between_two_polygons_is_not()
    {
        PlanningCase one = MadeCases.Of(MadeCases.Straight(8), MadeCases.Straight(8)) with
        {
            DrivableArea = [Box(-60, -2, 12, 2), Box(12, -2, 22, 2)],
        };
        VoxPilotPlanning own = new();
        own.Add(0, one);
        // The front reaches 19.5 m at 2 s and 27.5 m at 3 s.
        Assert.Equal((0, 0, 100), (MadeCases.Value(own, "off-road", "1s"), MadeCases.Value(own, "off-road", "2s"), MadeCases.Value(own, "off-road")));
        own = new();
        own.Add(0, one with { DrivableArea = [Box(1, -2, 50, 2)] });
        Assert.Equal(0, MadeCases.Measure(own, "planning.off-road.voxpilot.3s").Count);
    }

    [Fact]
    public void A_steady_drive_is_feasible_and_has_no_acceleration()
    {
        PlanComfort comfort = PlanComfort.Of(MadeCases.Straight(8), new() { Velocity = (8, 0) });
        Assert.True(comfort.IsFeasible);
        Assert.Equal((0, 0, 0, 0), (comfort.Longitudinal, comfort.Lateral, comfort.Jerk, comfort.Curvature));
    }

    [Fact]
    public void Accelerations_are_those_of_the_steps()
    {
        // 8 m/s now; step i is 4 - 0.5·i/… m long: speeds 7, 6, 5, 4, 3, 2 m/s at the middles of the steps.
        double x = 0;
        Trajectory braking = new() { Points = [.. Enumerable.Range(0, 6).Select(i => (x += (7 - i) * 0.5, 0.0))] };
        PlanComfort comfort = PlanComfort.Of(braking, new() { Velocity = (8, 0) });
        Assert.Equal(4, comfort.Braking, 9); // the first step: 1 m/s in a quarter of a second
        Assert.Equal(0, comfort.Acceleration, 9);
        Assert.Equal(8, comfort.Jerk, 9);
        Assert.True(comfort.IsFeasible);
        Assert.False(PlanComfort.Of(MadeCases.Straight(2), new() { Velocity = (8, 0) }).IsFeasible);
    }

    [Fact]
    public void A_circle_has_its_curvature_and_lateral_acceleration()
    {
        // 6 m/s on a circle of 20 m radius: 1.8 m/s².
        double[] angles = [.. Enumerable.Range(1, 6).Select(i => i * 3 / 20.0)];
        Trajectory circle = new() { Points = [.. angles.Select(a => (20 * Math.Sin(a), 20 * (1 - Math.Cos(a))))], Headings = angles };
        PlanComfort comfort = PlanComfort.Of(circle, new() { Velocity = (6, 0), YawRate = 0.3 });
        Assert.Equal(1 / 20.0, comfort.Curvature, 3);
        Assert.Equal(1.8, comfort.Lateral, 2);
        Assert.True(comfort.IsFeasible);
        Trajectory tight = new() { Points = [.. angles.Select(a => (4 * Math.Sin(a), 4 * (1 - Math.Cos(a))))], Headings = angles };
        Assert.Equal(0, PlanComfort.Of(tight, null).Curvature); // its steps are shorter than 1 m
    }

    [Fact]
    public void Driving_back_is_not_a_turn()
    {
        PlanComfort comfort = PlanComfort.Of(MadeCases.Straight(-3), new() { Velocity = (-3, 0) });
        Assert.Equal((0, 0), (comfort.Lateral, comfort.Longitudinal));
    }

    private static MapOutline Box(double x0, double y0, double x1, double y1) => new([new(x0, y0), new(x1, y0), new(x1, y1), new(x0, y1)], []);

    private static double Value(VoxPilotPlanning own, string id) => GoldenJson.Value(MadeCases.Measure(own, id));
}
