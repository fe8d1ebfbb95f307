using VoxPilot.Core.Formats;

namespace VoxPilot.Core.Tests.Formats;

public sealed class OmniDrivePlanTextTests
{
    [Theory]
    [InlineData(1, "+1.00")]
    [InlineData(-0.016, "-0.02")]
    [InlineData(0.006, "+0.01")]
    [InlineData(0.004, "0.0")]
    [InlineData(-0.004, "0.0")]
    public void Written_numbers_have_a_sign_and_two_decimals(double value, string text) => Assert.Equal($"[PT, ({text}, +2.00)]", OmniDrivePlanText.Format([(value, 2)]));

    [Fact]
    public void Six_pairs_with_signs_are_a_trajectory()
    {
        Trajectory? plan = OmniDrivePlanText.Trajectory("Here is the planning trajectory [PT, (+4.05, -0.02), (+8.10, 0.0), (12.20, +0.10), (+16.31, +0.31), (+20.4, +0.62), (+24.50, +1.00)].");
        Assert.Equal([(4.05, -0.02), (8.1, 0), (12.2, 0.1), (16.31, 0.31), (20.4, 0.62), (24.5, 1)], plan!.Points);
    }

    [Fact]
    public void Fewer_pairs_are_points_but_no_trajectory()
    {
        const string text = "It would follow [PT, (+1.00, +0.00), (+2.00, +0.00)] and stop.";
        Assert.Equal(2, OmniDrivePlanText.Points(text)!.Count);
        Assert.Null(OmniDrivePlanText.Trajectory(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("The car keeps its lane.")]
    [InlineData("[PT]")]
    [InlineData("[PT, (+1.00, +0.00), (+2.00")]
    [InlineData("[PT, (+1, +0)]")]
    [InlineData("[PT, (a, b)]")]
    public void Text_without_a_whole_plan_has_none(string text) => Assert.Null(OmniDrivePlanText.Points(text));

    [Fact]
    public void The_first_plan_counts() =>
        Assert.Equal([(1.5, 2.5)], OmniDrivePlanText.Points("[PT, (+1.50, +2.50)] or [PT, (+3.50, +4.50)]"));
}
