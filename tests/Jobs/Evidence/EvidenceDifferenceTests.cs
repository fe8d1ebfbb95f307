using VoxPilot.Jobs.Evidence;

namespace VoxPilot.Jobs.Tests.Evidence;

public sealed class EvidenceDifferenceTests
{
    [Fact]
    public void Five_pairs_have_the_interval_of_Students_t()
    {
        EvidenceDifference apart = EvidenceDifference.Of([1, 2, 3, 4, 5])!;
        Assert.Equal(3, apart.Mean);
        double reach = 2.776 * Math.Sqrt(2.5) / Math.Sqrt(5);
        Assert.Equal(3 - reach, apart.Low!.Value, 1e-9);
        Assert.Equal(3 + reach, apart.High!.Value, 1e-9);
        Assert.True(apart.IsClear);
        Assert.False(EvidenceDifference.Of([-1, 2, 0.5])!.IsClear);
    }

    [Fact]
    public void One_pair_has_no_interval_and_none_no_difference()
    {
        Assert.Equal(new(2, null, null, 1), EvidenceDifference.Of([2]));
        Assert.False(EvidenceDifference.Of([2])!.IsClear);
        Assert.Null(EvidenceDifference.Of([]));
    }
}
