using VoxPilot.Core.Datasets.NuScenes;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Tests.Datasets.NuScenes;

public sealed class BoxVelocityTests
{
    private static readonly BoxVelocity.Place Current = At(10, 0);

    [Fact]
    public void Between_two_neighbours_it_is_the_central_difference() =>
        Assert.Equal(new Vector3D(3, 0, 0), BoxVelocity.Of(Current, At(8, -0.5), At(11, 0.5)));

    [Fact]
    public void With_one_neighbour_it_is_the_difference_to_that_one()
    {
        Assert.Equal(new Vector3D(4, 0, 0), BoxVelocity.Of(Current, At(8, -0.5), null));
        Assert.Equal(new Vector3D(2, 0, 0), BoxVelocity.Of(Current, null, At(11, 0.5)));
    }

    [Fact]
    public void Without_neighbours_it_is_unknown() => Assert.True(double.IsNaN(BoxVelocity.Of(Current, null, null).X));

    [Theory]
    [InlineData(-1.5, null, true)]
    [InlineData(-1.6, null, false)]
    [InlineData(null, 1.5, true)]
    [InlineData(null, 1.6, false)]
    [InlineData(-0.5, 2.5, true)] // 3 s between neighbours on both sides
    [InlineData(-0.5, 2.6, false)]
    [InlineData(-2.0, 0.5, true)] // one side may be longer than 1.5 s: the devkit looks at the sum
    public void A_gap_of_more_than_one_and_a_half_seconds_a_side_makes_it_unknown(double? before, double? after, bool known)
    {
        Vector3D v = BoxVelocity.Of(Current, before is double b ? At(9, b) : null, after is double a ? At(11, a) : null);
        Assert.Equal(known, !double.IsNaN(v.X));
    }

    private static BoxVelocity.Place At(double x, double seconds) => new(new(x, 0, 0), 4_000_000 + (long)Math.Round(1e6 * seconds));
}
