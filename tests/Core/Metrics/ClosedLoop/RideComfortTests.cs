using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

public sealed class RideComfortTests
{
    [Fact]
    public void A_gentle_ride_breaks_no_limit() =>
        Assert.All(Breaches(t => new(1.5 * Math.Sin(0.5 * t), 1.2 * Math.Sin(0.3 * t), 0.2 * Math.Sin(0.3 * t))), b => Assert.Equal(ComfortBreaches.None, b));

    [Theory]
    [InlineData(2.39, 0, 0, ComfortBreaches.None)]
    [InlineData(2.41, 0, 0, ComfortBreaches.Longitudinal)]
    [InlineData(-4.04, 0, 0, ComfortBreaches.None)]
    [InlineData(-4.06, 0, 0, ComfortBreaches.Longitudinal)]
    [InlineData(0, -4.90, 0, ComfortBreaches.Lateral)]
    [InlineData(0, 4.88, 0.94, ComfortBreaches.None)]
    [InlineData(0, 0, -0.96, ComfortBreaches.YawRate)]
    public void Each_steady_motion_breaks_its_own_limit_alone(double along, double across, double turn, ComfortBreaches expected) =>
        Assert.All(Breaches(_ => new(along, across, turn)), b => Assert.Equal(expected, b));

    [Theory]
    [InlineData(4.0, 0, 0, ComfortBreaches.None)]
    [InlineData(4.3, 0, 0, ComfortBreaches.LongitudinalJerk)]
    [InlineData(0, 8.3, 0, ComfortBreaches.None)]
    [InlineData(0, 8.5, 0, ComfortBreaches.Jerk)]
    [InlineData(0, 0, 1.9, ComfortBreaches.None)]
    [InlineData(0, 0, 2.0, ComfortBreaches.YawAcceleration)]
    public void Each_steady_change_breaks_its_own_limit_alone(double jerkAlong, double jerkAcross, double turning, ComfortBreaches expected)
    {
        // So short that no acceleration grows to a limit of its own; the magnitude grows as the acceleration across does.
        IEnumerable<double> times = Enumerable.Range(0, 8).Select(i => RideComfort.StepSeconds * i);
        ComfortBreaches[] breaches = RideComfort.Of([.. times.Select(t => new RideSample(jerkAlong * (t - 0.35), jerkAcross * t, turning * (t - 0.35)))], ComfortLimits.NuPlan with { Lateral = 10 });
        Assert.Equal(expected, breaches.Aggregate((a, b) => a | b));
    }

    [Fact]
    public void A_controllers_single_step_is_no_jerk_and_a_full_brake_is()
    {
        Assert.All(Breaches(t => new(t < 3 ? 0 : 0.8, 0, 0)), b => Assert.Equal(ComfortBreaches.None, b));
        Assert.Contains(Breaches(t => new(t < 3 ? 0 : -7, 0, 0)), b => b.HasFlag(ComfortBreaches.LongitudinalJerk));
    }

    private static ComfortBreaches[] Breaches(Func<double, RideSample> ride) =>
        RideComfort.Of([.. Enumerable.Range(0, 60).Select(i => ride(i * RideComfort.StepSeconds))], ComfortLimits.NuPlan);
}
