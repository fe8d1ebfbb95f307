using VoxPilot.Core;

namespace VoxPilot.World.Sheets;

/// <summary>Draws an occupancy grid in parallel perspective from behind, above and to the right of the car, as little cubes.</summary>
public static class OccupancyDrawing
{
    // A voxel is 4 pixels along each ground axis on the screen's diagonals and 5 pixels high.
    private const int Half = 2, Rise = 4;

    /// <summary>Pixels that the drawing of an Occ3D grid needs.</summary>
    public static (int Width, int Height) Size { get; } = (2 * Half * 200 + 4, Half * 200 + Rise * 16 + 4);

    /// <summary>Draws a grid.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="left">Left edge.</param>
    /// <param name="top">Upper edge.</param>
    /// <param name="labels">Labels of an Occ3D grid, 0…17.</param>
    public static void Draw(Canvas canvas, int left, int top, ReadOnlySpan<byte> labels)
    {
        GridSpec grid = GridSpec.Occ3D;
        // The far corner is front left; the nearest, rear right, is drawn last.
        for (int x = grid.SizeX - 1; x >= 0; x--)
        {
            for (int y = grid.SizeY - 1; y >= 0; y--)
            {
                for (int z = 0; z < grid.SizeZ; z++)
                {
                    int label = labels[grid.Index(x, y, z)];
                    if (label == (int)OccupancyClass.Free)
                    {
                        continue;
                    }
                    bool covered = z + 1 < grid.SizeZ && labels[grid.Index(x, y, z + 1)] != (int)OccupancyClass.Free;
                    int right = Half * (grid.SizeX - 1 - x + grid.SizeY - 1 - y);
                    Cube(canvas, left + 2 + Half * (x - y + grid.SizeY - 1), top + 2 + right / 2 + Rise * (grid.SizeZ - 1 - z), ClassPalette.Of(label), OccupancyClasses.IsGround(label), covered);
                }
            }
        }
    }

    private static void Cube(Canvas canvas, int x, int y, int color, bool flat, bool covered)
    {
        if (!covered)
        {
            canvas.Fill(x, y, 2 * Half, Half, ClassPalette.Shaded(color, 1.06));
        }
        // Where ground steps up, its sides are seen; they are hardly darker, or flat ground would look like stairs.
        canvas.Fill(x, y + Half, Half, Rise, ClassPalette.Shaded(color, flat ? 0.9 : 0.62));
        canvas.Fill(x + Half, y + Half, Half, Rise, ClassPalette.Shaded(color, flat ? 0.96 : 0.82));
    }
}
