using VoxPilot.Core.Metrics.Planning;

namespace VoxPilot.Core.Tests.Metrics.Planning;

public sealed class PolygonCellsTests
{
    [Fact]
    public void Corners_and_edges_belong_to_the_polygon()
    {
        (int Row, int Column)[] cells = PolygonCells.Of([(1, 1), (1, 4), (3, 4), (3, 1)]);
        Assert.Equal(3 * 4, cells.Length);
        Assert.Contains((1, 1), cells);
        Assert.Contains((3, 4), cells);
    }

    [Fact]
    public void A_triangle_takes_what_lies_on_or_left_of_its_edges()
    {
        // Rows 1 to 8 of the triangle (1, 1), (2, 7), (8, 4): first and last column by hand from the three edges.
        (int Row, int First, int Last)[] expected = [(1, 1, 1), (2, 2, 7), (3, 2, 6), (4, 3, 6), (5, 3, 5), (6, 4, 5), (7, 4, 4), (8, 4, 4)];
        (int Row, int Column)[] cells = PolygonCells.Of([(1, 1), (2, 7), (8, 4)]);
        Assert.Equal(expected.SelectMany(row => Enumerable.Range(row.First, row.Last - row.First + 1).Select(column => (row.Row, column))), cells);
    }

    [Fact]
    public void Nothing_lies_below_zero() => Assert.Equal([(0, 0), (0, 1), (1, 0), (1, 1)], PolygonCells.Of([(-2, -2), (-2, 1.5), (1.5, 1.5), (1.5, -2)]));

    [Fact]
    public void OmniDrives_origin_lies_in_the_middle_of_its_grid()
    {
        BevRaster raster = new(TenthMetreGrid.Size);
        raster[499, 514] = 1; // 0.05 m to the right of the middle line, 1.45 m ahead: under the car
        Assert.True(TenthMetreGrid.Touches(raster, 0, 0, 0));
        raster.Clear();
        raster[499, 480] = 1; // 1.95 m behind: behind the car
        Assert.False(TenthMetreGrid.Touches(raster, 0, 0, 0));
        Assert.True(TenthMetreGrid.Touches(raster, 0, 0, Math.PI));
    }
}
