using VoxPilot.Testing;

using Xunit.Sdk;

namespace VoxPilot.Torch.Tests.Testing;

public sealed class TensorAssertTests
{
    [Fact]
    public void A_difference_within_the_tolerance_passes() =>
        TensorAssert.Close([1.0, double.NaN, double.PositiveInfinity], [1.01, double.NaN, double.PositiveInfinity], 0.005, 0.005, "close");

    [Fact]
    public void A_failure_names_error_position_and_both_values()
    {
        XunitException failure = Assert.Throws<XunitException>(() => TensorAssert.Close([0.0, 1, 2, 3.5], [0.0, 1, 2, 3], 0.1, 0, "weights", [2, 2]));
        Assert.Equal("weights: 1 of 4 elements differ; largest error 0.5; worst at [1, 1] of (2, 2): actual 3.5, expected 3; allowed |actual - expected| <= 0.1 + 0*|expected|.", failure.Message);
    }

    [Fact]
    public void A_NaN_where_a_number_belongs_fails() =>
        Assert.Throws<XunitException>(() => TensorAssert.RelativeToMax([double.NaN], [1.0], 1, "nan"));

    [Fact]
    public void A_NaN_fails_although_every_other_element_agrees() =>
        Assert.Throws<XunitException>(() => TensorAssert.Close([1.0, double.NaN], [1.0, 1.0], 1, 1, "nan"));

    [Fact]
    public void Relative_to_max_scales_with_the_largest_expectation()
    {
        TensorAssert.RelativeToMax([100.0, 0.05], [100.0, 0.0], 1e-3, "relative");
        Assert.Throws<XunitException>(() => TensorAssert.RelativeToMax([100.0, 0.2], [100.0, 0.0], 1e-3, "relative"));
    }
}
