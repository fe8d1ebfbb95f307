using VoxPilot.Core.Metrics;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Tests.Reports;

public sealed class ReportDifferenceTests
{
    // 0, 1 … 40: 2.5 % of them lie below 1, 2.5 % above 39.
    private static readonly float[] s_rising = [.. Enumerable.Range(0, 41).Select(i => (float)i)];

    [Fact]
    public void The_interval_of_a_difference_is_that_of_the_differences_draw_by_draw()
    {
        float[] doubled = [.. s_rising.Select(r => 2 * r + 5)];
        ReportValue difference = ReportValue.Difference(new(50, 7, 83, doubled), new(20, 1, 39, s_rising));
        Assert.Equal((30.0, 6.0, 44.0), (difference.Value!.Value, difference.Low!.Value, difference.High!.Value)); // r + 5 for r = 1 and 39
        Assert.Equal(s_rising.Select(r => r + 5), difference.Replicates);
    }

    [Fact]
    public void Figures_whose_intervals_overlap_can_differ_clearly()
    {
        ReportValue a = new(21, 2, 40, [.. s_rising.Select(r => r + 1)]), b = new(20, 1, 39, s_rising);
        Assert.Equal(ReportVerdict.Better, ReportDifference.Of(a, b, higherIsBetter: true).Verdict);
        Assert.Equal(ReportVerdict.Worse, ReportDifference.Of(a, b, higherIsBetter: false).Verdict);
        Assert.Equal(ReportVerdict.Different, ReportDifference.Of(a, b, higherIsBetter: null).Verdict);
        Assert.Equal(ReportVerdict.Worse, ReportDifference.Of(b, a, higherIsBetter: true).Verdict);
    }

    [Fact]
    public void A_difference_whose_interval_contains_zero_is_not_clear()
    {
        ReportValue a = new(20.5, 1, 39, [.. s_rising.Reverse()]), b = new(20, 1, 39, s_rising);
        Assert.Equal(ReportVerdict.NotClear, ReportDifference.Of(a, b, higherIsBetter: true).Verdict);
        Assert.Equal(ReportVerdict.NotClear, ReportDifference.Of(b, b, higherIsBetter: true).Verdict);
    }

    [Fact]
    public void Draws_that_are_not_defined_are_left_out()
    {
        float[] holes = [.. s_rising, float.NaN, float.NaN], whole = [.. s_rising.Select(r => r + 3), 1000f, -1000f];
        ReportValue difference = ReportValue.Difference(new(23, 4, 42, whole), new(20, 1, 39, holes));
        Assert.Equal((3.0, 3.0), (difference.Low!.Value, difference.High!.Value));
    }

    [Fact]
    public void Without_an_interval_or_a_figure_nothing_is_said()
    {
        ReportValue single = new(3, null, null, []), undefined = new(null, null, null, []), spread = new(20, 1, 39, s_rising);
        Assert.Equal((1.0, null, ReportVerdict.Unknown), Said(ReportDifference.Of(single, new(2, null, null, []), true)));
        Assert.Equal((null, null, ReportVerdict.Unknown), Said(ReportDifference.Of(undefined, spread, true)));
        Assert.Equal((17.0, null, ReportVerdict.Unknown), Said(ReportDifference.Of(spread, single, true)));

        static (double?, double?, ReportVerdict) Said(ReportDifference d) => (d.Value.Value, d.Value.Low, d.Verdict);
    }

    [Fact]
    public void Different_numbers_of_draws_are_refused() =>
        Assert.Contains("41 draws and the other 3", Assert.Throws<ArgumentException>(() => ReportValue.Difference(new(20, 1, 39, s_rising), new(1, 1, 1, [1, 1, 1]))).Message, StringComparison.Ordinal);

    [Fact]
    public void It_agrees_with_the_bootstrap_of_the_difference_itself()
    {
        SceneBootstrap bootstrap = new(12, seed: 3, replicates: 200);
        SceneMean a = new(), b = new(), difference = new();
        for (int s = 0; s < 12; s++)
        {
            (double left, double right) = (Math.Sin(s), 0.9 * Math.Sin(s) + 0.1 * Math.Cos(7 * s));
            a.Add(s, left);
            b.Add(s, right);
            difference.Add(s, left - right);
        }
        ReportValue paired = ReportValue.Difference(ReportValue.Of(bootstrap.Estimate(a), 12), ReportValue.Of(bootstrap.Estimate(b), 12));
        SceneEstimate itself = bootstrap.Estimate(difference);
        Assert.Equal(itself.Value, paired.Value!.Value, 1e-12);
        Assert.Equal(itself.Low, paired.Low!.Value, 1e-6);
        Assert.Equal(itself.High, paired.High!.Value, 1e-6);
    }
}
