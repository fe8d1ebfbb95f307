using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Planning.Tests;

public sealed class SafetyEnvelopeTests
{
    private static readonly OccupancyGrid Nothing = OccupancyGrid.Empty(GridSpec.Occ3D);
    private static readonly SafetyLimits Limits = new();

    [Fact]
    public void Driving_on_at_the_same_speed_through_nothing_passes_every_check()
    {
        SafetyReport report = Check(Straight(10), 10, Nothing);
        Assert.True(report.Ok);
        Assert.Equal(
            ["collision", "off_road", "curvature", "acceleration", "braking", "lateral_acceleration", "longitudinal_jerk", "lateral_jerk"],
            report.Checks.Select(c => c.Name));
        Assert.All(report.Checks, c => Assert.True(c.Ok));
    }

    [Fact]
    public void A_wall_across_the_road_is_hit_when_the_bumper_reaches_it()
    {
        SafetyReport report = Check(Straight(10), 10, new GridBuilder().Box(OccupancyClass.Manmade, 20, 20.8, -5, 5).Build());
        Assert.False(report.Ok);
        Assert.True(report.Collision);
        SafetyCheck check = report.Checks.Single(c => c.Name == "collision");
        // The front bumper is 2.542 m ahead of the origin: 17.46 m take 1.75 s.
        Assert.Equal(1.75, check.Time!.Value, 0.04);
        Assert.Equal(20.2, check.Place!.Value.X, 0.21);
        Assert.InRange(check.Place!.Value.Y, -1.2, 1.2);
    }

    [Theory]
    [InlineData(OccupancyClass.DriveableSurface)]
    [InlineData(OccupancyClass.Sidewalk)]
    [InlineData(OccupancyClass.Free)]
    public void Ground_and_free_space_are_not_hit(OccupancyClass label) =>
        Assert.False(Check(Straight(10), 10, new GridBuilder().Box(label, 20, 20.8, -5, 5).Build()).Collision);

    [Fact]
    public void What_hangs_above_the_roof_or_lies_below_the_bumper_is_not_hit()
    {
        OccupancyGrid grid = new GridBuilder().Box(OccupancyClass.Vegetation, 10, 20, -5, 5, 2.1, 4).Box(OccupancyClass.Others, 10, 20, -5, 5, -1, 0.1).Build();
        Assert.False(Check(Straight(10), 10, grid).Collision);
    }

    [Fact]
    public void A_car_in_the_next_lane_is_passed()
    {
        OccupancyGrid grid = new GridBuilder().Box(OccupancyClass.Car, 8, 13, 2, 4).Build();
        Assert.False(Check(Straight(10), 10, grid).Collision);
    }

    [Fact]
    public void The_cars_own_body_is_not_hit()
    {
        OccupancyGrid grid = new GridBuilder().Box(OccupancyClass.Car, -1.4, 2.4, -0.8, 0.8).Build();
        Assert.False(Check(Trajectory.Standstill, 0, grid).Collision);
        Assert.False(Check(Straight(3), 3, grid).Collision);
    }

    [Fact]
    public void A_car_that_drives_ahead_is_followed_where_the_forecast_says_so()
    {
        OccupancyGrid now = new GridBuilder().Box(OccupancyClass.Car, 12, 16, -1, 1).Build();
        ForecastGrid[] future =
        [
            .. Enumerable.Range(1, 3).Select(h => new ForecastGrid(
                h, new GridBuilder().Box(OccupancyClass.Car, 12, 16, -1, 1).Build(), Pose.Planar(10 * h, 0, 0))),
        ];
        Assert.False(SafetyEnvelope.Check(Straight(10), Ego(10), now, future, Limits).Collision);
        Assert.True(SafetyEnvelope.Check(Straight(10), Ego(10), now, [], Limits).Collision);
    }

    [Fact]
    public void A_forecast_lies_in_its_own_future_frame()
    {
        // At 2 s the grid's frame stands 10 m ahead and has turned left by 90°: its point (0, −5) is our (15, 0).
        ForecastGrid crossing = new(2, new GridBuilder().Box(OccupancyClass.Pedestrian, -0.5, 0.5, -5.5, -4.5).Build(), Pose.Planar(10, 0, Math.PI / 2));
        SafetyCheck check = SafetyEnvelope.Check(Straight(8), Ego(8), Nothing, [crossing], Limits).Checks.Single(c => c.Name == "collision");
        Assert.False(check.Ok);
        Assert.Equal(15, check.Place!.Value.X, 1.0);
        Assert.Equal(0, check.Place!.Value.Y, 1.0);
    }

    [Fact]
    public void A_wall_of_now_still_stands_where_the_forecast_has_lost_it()
    {
        OccupancyGrid now = new GridBuilder().Box(OccupancyClass.Manmade, 20, 20.8, -5, 5).Build();
        ForecastGrid[] future = [.. Enumerable.Range(1, 3).Select(h => new ForecastGrid(h, Nothing, Pose.Planar(10 * h, 0, 0)))];
        Assert.True(SafetyEnvelope.Check(Straight(10), Ego(10), now, future, Limits).Collision);
    }

    [Fact]
    public void The_box_turns_with_the_trajectory()
    {
        // A post 1.4 m to the right of a straight line is passed; a car that turns left there swings its rear into nothing, but
        // one that stands across, heading given, reaches it.
        OccupancyGrid post = new GridBuilder().Box(OccupancyClass.TrafficCone, 9.6, 10.4, -2.4, -1.6).Build();
        Trajectory along = Straight(4);
        Trajectory across = along with { Headings = [.. Enumerable.Repeat(-Math.PI / 2, 6)] };
        Assert.False(Check(along, 4, post).Collision);
        Assert.True(Check(across, 4, post).Collision);
    }

    [Fact]
    public void Leaving_the_road_for_the_pavement_is_seen_and_unknown_ground_is_not_held_against_it()
    {
        OccupancyGrid road = new GridBuilder()
            .Ground(OccupancyClass.DriveableSurface, -40, 40, -4, 4).Ground(OccupancyClass.Sidewalk, -40, 40, 4, 8).Build();
        Trajectory drift = new() { Points = [.. Enumerable.Range(1, 6).Select(i => (4.0 * i, 0.12 * i * i))] };
        SafetyCheck check = Check(drift, 8, road).Checks.Single(c => c.Name == "off_road");
        Assert.False(check.Ok);
        Assert.InRange(check.Time!.Value, 2.5, 3);
        Assert.True(check.Place!.Value.Y > 4);
        Assert.False(Check(drift with { Points = [.. drift.Points.Select(p => (p.X, -p.Y))] }, 8, road).OffRoad);
    }

    [Fact]
    public void A_car_that_stands_off_the_road_may_drive_back_onto_it()
    {
        OccupancyGrid verge = new GridBuilder()
            .Ground(OccupancyClass.Terrain, -40, 40, -8, -0.4).Ground(OccupancyClass.DriveableSurface, -40, 40, -0.4, 8).Build();
        Trajectory back = new() { Points = [.. Enumerable.Range(1, 6).Select(i => (2.0 * i, 0.1 * i * i))] };
        Assert.False(Check(back, 4, verge).OffRoad);
    }

    [Theory]
    [InlineData(15, "acceleration")]
    [InlineData(2, "braking")]
    public void Speeds_that_the_present_speed_does_not_allow_are_refused(double speed, string name)
    {
        SafetyReport report = Check(Straight(speed), 8, Nothing);
        Assert.False(report.Comfort);
        Assert.False(report.Checks.Single(c => c.Name == name).Ok);
    }

    [Fact]
    public void A_turn_is_measured_as_the_arc_that_it_is()
    {
        const double radius = 20, speed = 8;
        Trajectory arc = new()
        {
            Points = [.. Trajectory.Times.Select(t => (radius * Math.Sin(speed * t / radius), radius * (1 - Math.Cos(speed * t / radius))))],
        };
        SafetyReport report = SafetyEnvelope.Check(arc, new() { Velocity = (speed, 0), YawRate = speed / radius }, Nothing, [], Limits);
        Assert.True(report.Ok);
        Assert.Equal(1 / radius, report.Checks.Single(c => c.Name == "curvature").Value, 1e-3);
        Assert.Equal(speed * speed / radius, report.Checks.Single(c => c.Name == "lateral_acceleration").Value, 0.05);
        Assert.Equal(0, report.Checks.Single(c => c.Name == "lateral_jerk").Value, 0.1);
    }

    [Fact]
    public void Numbers_that_are_none_are_refused()
    {
        SafetyReport report = Check(new() { Points = [(1, 0), (2, double.NaN), (3, 0), (4, 0), (5, 0), (6, 0)] }, 2, Nothing);
        Assert.False(report.Ok);
        Assert.Equal("finite", report.Checks.Single().Name);
    }

    [Fact]
    public void A_trajectory_far_outside_the_grid_hits_nothing_and_does_not_fail()
    {
        Assert.False(Check(Straight(1e6), 1e6, new GridBuilder().Box(OccupancyClass.Car, 30, 40, 20, 30).Build()).Collision);
    }

    private static SafetyReport Check(Trajectory trajectory, double speed, OccupancyGrid now) =>
        SafetyEnvelope.Check(trajectory, Ego(speed), now, [], Limits);

    private static EgoState Ego(double speed) => new() { Velocity = (speed, 0) };

    private static Trajectory Straight(double speed) => new() { Points = [.. Trajectory.Times.Select(t => (speed * t, 0.0))] };
}
