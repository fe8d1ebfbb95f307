using System.Text.RegularExpressions;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Tests.Reports;

public sealed class ReportNumbersTests
{
    [Theory]
    [InlineData("%", 33.6512, "33.65 %")]
    [InlineData("%", 100, "100.00 %")]
    [InlineData("%", 0.03, "0.03 %")]
    [InlineData("%", 0.0123, "0.012 %")]
    [InlineData("m", 0.2341, "0.234 m")]
    [InlineData("", 0.7958, "0.796")]
    [InlineData("", 0.00123, "0.0012")]
    [InlineData("ms", 132.46, "132 ms")]
    [InlineData("m", 12345.6, "12,346 m")]
    [InlineData("m", -0.5, "−0.500 m")]
    [InlineData("m", 0, "0.000 m")]
    [InlineData("plans", 1, "1 plans")]
    [InlineData("plans", 1234, "1,234 plans")]
    public void Decimals_follow_from_unit_and_size(string unit, double value, string written) =>
        Assert.Equal(written, ReportNumbers.For(unit, [Plain(value)]).WithUnit(value));

    [Fact]
    public void All_figures_of_a_row_have_the_same_decimals()
    {
        ReportNumbers numbers = ReportNumbers.For("m", [Plain(0.00123), Plain(1.5)]);
        Assert.Equal(("0.001", "1.500"), (numbers.Text(0.00123), numbers.Text(1.5)));
    }

    [Fact]
    public void A_difference_has_its_sign_and_as_many_decimals_as_it_needs()
    {
        ReportNumbers numbers = ReportNumbers.For("%", [Plain(41.2)]);
        Assert.Equal("+1.25", numbers.Signed(1.25));
        Assert.Equal("−1.25", numbers.Signed(-1.25));
        Assert.Equal("0.00", numbers.Signed(-0.001));
        Assert.Equal("−0.0010", numbers.ForDifference(Plain(-0.001)).Signed(-0.001));
    }

    [Theory]
    [InlineData(0.14, 0.22, 0.14, 0.02, 4)] // near each other: not from 0
    [InlineData(9.41, 33.65, 0, 10, 4)]
    [InlineData(-0.04, 0, -0.04, 0.01, 4)]
    [InlineData(0, 0, 0, 1, 1)]
    public void Axes_have_round_ticks(double low, double high, double from, double step, int steps)
    {
        PlotAxis axis = PlotAxis.Over([Plain(low), Plain(high)]);
        Assert.Equal((from, step, steps), (Math.Round(axis.From, 9), Math.Round(axis.Step, 9), axis.Steps));
        Assert.InRange(axis.Place(low), 0, 100);
        Assert.InRange(axis.Place(high), axis.Place(low), 100);
    }

    [Fact]
    public void Labels_of_an_axis_are_true_and_0_is_among_them()
    {
        PlotAxis axis = PlotAxis.Over([Plain(-0.004), Plain(0.013)]); // ticks at −0.005, 0 … 0.015
        string plot = IntervalPlot.Of(axis, [Plain(0.005)], ["x"], new("", 3), labelled: true).Text;
        Assert.Equal(["0.00", "0.01"], Regex.Matches(plot, ">([−0-9.]+)</text>").Select(m => m.Groups[1].Value));
    }

    private static ReportValue Plain(double value) => new(value, null, null, []);
}
