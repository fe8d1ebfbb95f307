using VoxPilot.Core.Datasets;
using VoxPilot.Core.Tests.Metrics.Planning;

namespace VoxPilot.Core.Tests.Datasets;

public sealed class ManoeuvresTests
{
    [Theory]
    [InlineData(8, 0, Manoeuvre.Steady)]
    [InlineData(0, 0, Manoeuvre.Steady)]
    [InlineData(8, 1.9, Manoeuvre.Steady)]
    [InlineData(8, 2, Manoeuvre.Turn)]
    [InlineData(8, -2.5, Manoeuvre.Turn)]
    public void A_way_that_leads_2_m_to_a_side_is_a_turn(double speed, double left, Manoeuvre expected) =>
        Assert.Equal(expected, Manoeuvres.Of(At(speed), MadeCases.Straight(speed, left)));

    [Theory]
    [InlineData(0.34, Manoeuvre.Steady)]
    [InlineData(0.36, Manoeuvre.Turn)]
    [InlineData(-0.36, Manoeuvre.Turn)]
    public void A_change_of_heading_of_20_degrees_is_a_turn_even_if_it_is_taken_back(double heading, Manoeuvre expected) =>
        Assert.Equal(expected, Manoeuvres.Of(At(2), MadeCases.Straight(2) with { Headings = [0, heading / 2, heading, heading / 2, 0, 0] }));

    [Fact]
    public void Headings_that_are_not_recorded_follow_from_the_points()
    {
        Trajectory bend = new() { Points = [(1, 0), (2, 0), (2.9, 0.4), (3.8, 0.8), (4.7, 1.2), (5.6, 1.6)] };
        Assert.Equal(Manoeuvre.Turn, Manoeuvres.Of(At(2), bend));
    }

    [Theory]
    [InlineData(Manoeuvre.Stop, 5, new double[] { 4, 2, 1, 0, 0, 0 })]
    [InlineData(Manoeuvre.Stop, 0.5, new double[] { 0.2, 0, 0, 0, 0, 0 })]
    [InlineData(Manoeuvre.Stop, 5, new double[] { 4, 2, 0.1, 1, 3, 5 })]
    [InlineData(Manoeuvre.Steady, 0.4, new double[] { 0.2, 0, 0, 0, 0, 0 })]
    [InlineData(Manoeuvre.Yield, 5, new double[] { 4.5, 3.8, 3, 3, 3, 3 })]
    [InlineData(Manoeuvre.Yield, 5, new double[] { 4.5, 3.8, 3, 3.8, 4.5, 5 })]
    [InlineData(Manoeuvre.Steady, 5, new double[] { 4.5, 3.8, 3.1, 3.1, 3.1, 3.1 })]
    [InlineData(Manoeuvre.Yield, 0, new double[] { 0, 0, 0.4, 0.9, 1.5, 2 })]
    [InlineData(Manoeuvre.Steady, 0, new double[] { 0, 0, 0.4, 0.9, 1.5, 1.9 })]
    [InlineData(Manoeuvre.Steady, 0.6, new double[] { 1, 2, 3, 4, 5, 6 })]
    public void Speeds_tell_stops_and_yields(Manoeuvre expected, double now, double[] speeds) =>
        Assert.Equal(expected, Manoeuvres.Of(At(now), MadeCases.Speeds(speeds)));

    [Fact]
    public void A_car_that_brakes_to_rest_within_a_turn_turns()
    {
        Trajectory way = MadeCases.Speeds(4, 2, 1, 0, 0, 0) with { Headings = [0, 0.2, 0.4, 0.4, 0.4, 0.4] };
        Assert.Equal(Manoeuvre.Turn, Manoeuvres.Of(At(5), way));
    }

    [Fact]
    public void Without_a_state_the_first_step_says_how_fast_the_car_is()
    {
        Assert.Equal(Manoeuvre.Stop, Manoeuvres.Of(null, MadeCases.Speeds(4, 2, 1, 0, 0, 0)));
        Assert.Equal(Manoeuvre.Steady, Manoeuvres.Of(null, Trajectory.Standstill));
    }

    [Fact]
    public void A_way_of_other_than_six_steps_is_refused() =>
        Assert.Contains("has 5 points", Assert.Throws<ArgumentException>(() => Manoeuvres.Of(null, MadeCases.Speeds(1, 1, 1, 1, 1))).Message, StringComparison.Ordinal);

    private static EgoState At(double speed) => new() { Velocity = (speed, 0) };
}
