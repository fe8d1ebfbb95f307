using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

public sealed class SavitzkyGolayTests
{
    [Theory]
    [InlineData(9)]
    [InlineData(15)]
    public void A_parabola_comes_through_unchanged_with_its_slope_up_to_the_ends(int window)
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(i => 2 - 0.3 * i + 0.02 * i * i)];
        double[] smooth = SavitzkyGolay.Smooth(values, window), slope = SavitzkyGolay.Slope(values, 0.5, window);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(values[i], smooth[i], 9);
            Assert.Equal((-0.3 + 0.04 * i) / 0.5, slope[i], 9);
        }
    }

    [Fact]
    public void A_single_spike_is_spread_by_the_filters_published_weights()
    {
        double[] values = new double[21];
        values[10] = 231; // the weights of nine points are (−21 14 39 54 59 54 39 14 −21) / 231
        Assert.Equal([0, -21, 14, 39, 54, 59, 54, 39, 14, -21, 0], SavitzkyGolay.Smooth(values, 9)[5..16].Select(v => Math.Round(v, 9)));
    }

    [Fact]
    public void Signals_shorter_than_the_window_are_fitted_as_a_whole()
    {
        Assert.Empty(SavitzkyGolay.Smooth([], 9));
        Assert.Equal([3], SavitzkyGolay.Smooth([3], 9));
        Assert.Equal([0], SavitzkyGolay.Slope([3], 0.1, 9));
        Assert.Equal([20, 20], SavitzkyGolay.Slope([3, 5], 0.1, 9).Select(v => Math.Round(v, 9)));
        Assert.Equal([1, 4, 9, 16], SavitzkyGolay.Smooth([1, 4, 9, 16], 9).Select(v => Math.Round(v, 9)));
    }
}
