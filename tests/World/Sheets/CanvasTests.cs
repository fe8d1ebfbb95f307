using VoxPilot.Core;
using VoxPilot.Core.Imaging;
using VoxPilot.World.Sheets;

namespace VoxPilot.World.Tests.Sheets;

public sealed class CanvasTests
{
    [Fact]
    public void A_polygon_fills_the_pixels_whose_middles_it_covers()
    {
        Canvas canvas = new(20, 20, 0);
        canvas.Polygon([(2, 3), (12, 3), (12, 9), (2, 9)], 0xFFFFFF);
        Assert.Equal(60, canvas.Image.Pixels.Count(value => value == 255) / 3);
        Assert.Equal(255, canvas.Image.Pixels[3 * (3 * 20 + 2)]);
        Assert.Equal(0, canvas.Image.Pixels[3 * (9 * 20 + 2)]);
    }

    [Fact]
    public void A_picture_that_is_made_smaller_keeps_its_mean()
    {
        RgbImage picture = new(8, 8);
        for (int i = 0; i < 64; i++)
        {
            picture.Pixels[3 * i] = (byte)(i % 2 * 200);
        }
        Canvas canvas = new(4, 4, 0);
        canvas.Picture(picture, 0, 0, 4, 4);
        Assert.All(Enumerable.Range(0, 16), i => Assert.Equal(100, canvas.Image.Pixels[3 * i]));
    }

    [Fact]
    public void Words_and_lines_beyond_the_edge_are_cut_off()
    {
        Canvas canvas = new(10, 10, 0);
        canvas.Words("WIDE WORDS", -3, 4, 0xFFFFFF);
        canvas.Line(-5, -5, 30, 30, 0x00FF00, 3);
        Assert.Contains(canvas.Image.Pixels, value => value == 255);
    }

    [Fact]
    public void Near_cubes_of_an_occupancy_hide_far_ones()
    {
        GridSpec grid = GridSpec.Occ3D;
        byte[] labels = new byte[grid.Count];
        Array.Fill(labels, (byte)OccupancyClass.Free);
        (int width, int height) = OccupancyDrawing.Size;
        labels[grid.Index(101, 101, 2)] = (byte)OccupancyClass.Car;
        Canvas alone = new(width, height, 0), hidden = new(width, height, 0);
        OccupancyDrawing.Draw(alone, 0, 0, labels);
        for (int z = 0; z < grid.SizeZ; z++)
        {
            labels[grid.Index(100, 100, z)] = (byte)OccupancyClass.Manmade;
        }
        OccupancyDrawing.Draw(hidden, 0, 0, labels);
        int Blue(Canvas canvas) => Enumerable.Range(0, width * height).Count(i => canvas.Image.Pixels[3 * i + 2] > canvas.Image.Pixels[3 * i] + 60);
        Assert.True(Blue(alone) > 0);
        Assert.Equal(0, Blue(hidden));
    }
}
