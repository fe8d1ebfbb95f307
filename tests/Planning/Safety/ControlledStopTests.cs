using VoxPilot.Core;

namespace VoxPilot.Planning.Tests;

public sealed class ControlledStopTests
{
    private static readonly SafetyLimits Limits = new();

    public static TheoryData<double> Speeds => [.. Enumerable.Range(0, 21).Select(v => (double)v)];

    [Theory]
    [MemberData(nameof(Speeds))]
    public void From_any_speed_the_stop_is_one_that_a_car_can_drive(double speed)
    {
        foreach (double yawRate in new[] { 0, 0.15, -0.3 })
        {
            EgoState ego = new() { Velocity = (speed, 0), YawRate = speed == 0 ? 0 : yawRate * Math.Min(1, 4 / (speed * Math.Abs(yawRate) + 1e-9)) };
            foreach (double rate in Limits.StopDecelerations)
            {
                Trajectory stop = ControlledStop.From(ego, rate, Limits);
                SafetyReport report = SafetyEnvelope.Check(stop, ego, OccupancyGrid.Empty(GridSpec.Occ3D), [], Limits);
                Assert.True(report.Ok, string.Join("; ", report.Checks.Where(c => !c.Ok)));
                double way = Math.Max(0, speed * speed / 2 / rate);
                double driven = speed / rate <= 3 ? way : speed * 3 - rate * 4.5;
                Assert.Equal(driven, Way(stop), 0.03 * driven + 1e-9);
            }
        }
    }

    [Fact]
    public void A_car_that_stands_stays()
    {
        Trajectory stop = ControlledStop.From(EgoState.Standstill, 3, Limits);
        Assert.All(stop.Points, p => Assert.Equal((0.0, 0.0), p));
    }

    [Fact]
    public void The_stop_never_turns_back()
    {
        Trajectory stop = ControlledStop.From(new() { Velocity = (7, 0), YawRate = 0.2 }, 4.5, Limits);
        Assert.All(stop.Points.Zip(stop.Points.Skip(1)), p => Assert.True(p.Second.X >= p.First.X));
        Assert.Equal(stop.Points[4], stop.Points[5]);
    }

    [Fact]
    public void A_car_that_rolls_backwards_stops_backwards() =>
        Assert.All(ControlledStop.From(new() { Velocity = (-2, 0) }, 3, Limits).Points, p => Assert.InRange(p.X, -0.67, 0));

    private static double Way(Trajectory trajectory)
    {
        double way = 0;
        (double x, double y) = (0, 0);
        foreach ((double px, double py) in trajectory.Points)
        {
            way += Math.Sqrt((px - x) * (px - x) + (py - y) * (py - y));
            (x, y) = (px, py);
        }
        return way;
    }
}
