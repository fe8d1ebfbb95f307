using VoxPilot.Core.Metrics.Planning;

namespace VoxPilot.Core.Tests.Metrics.Planning;

public sealed class PolygonFillTests
{
    [Fact]
    public void The_fast_fill_is_the_plain_one_inside_and_across_the_border()
    {
        Random random = new(1);
        PolygonFill fill = new();
        for (int trial = 0; trial < 300; trial++)
        {
            int reach = trial % 3 == 0 ? 100 : 40;
            (int, int)[][] rings = [.. Enumerable.Range(0, 1 + trial % 3).Select(_ => Enumerable.Range(0, random.Next(1, 9))
                .Select(_ => (random.Next(20 - reach, 20 + reach), random.Next(20 - reach, 20 + reach))).ToArray())];
            BevRaster fast = new(40), plain = new(40);
            foreach ((int, int)[] ring in rings)
            {
                fill.Add(fast, ring, 1);
            }
            fill.Close(fast, 1);
            PolygonFillReference.Fill(plain, rings, 1);
            Assert.True(plain.Cells.AsSpan().SequenceEqual(fast.Cells), $"Trial {trial}.");
        }
    }

    [Fact]
    public void A_square_takes_its_corners_too()
    {
        BevRaster raster = new(8);
        PolygonFill fill = new();
        fill.Add(raster, [(2, 1), (5, 1), (5, 3), (2, 3)], 1);
        fill.Close(raster, 1);
        Assert.Equal(4 * 3, raster.Cells.Sum(cell => cell));
        Assert.Equal(1, raster[3, 5]);
    }

    [Fact]
    public void A_ring_in_a_ring_is_left_empty_but_for_its_outline()
    {
        BevRaster raster = new(12);
        PolygonFill fill = new();
        fill.Add(raster, [(1, 1), (10, 1), (10, 10), (1, 10)], 1);
        fill.Add(raster, [(4, 4), (7, 4), (7, 7), (4, 7)], 1);
        fill.Close(raster, 1);
        Assert.Equal(100 - 4, raster.Cells.Sum(cell => cell));
        Assert.Equal(0, raster[5, 5]);
    }
}
