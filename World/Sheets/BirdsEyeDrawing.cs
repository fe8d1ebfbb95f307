using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Sheets;

/// <summary>Draws a key frame from above, forward up: the topmost label of each column, LiDAR points, boxes with their headings and velocities, where the car goes.</summary>
internal static class BirdsEyeDrawing
{
    private const double Reach = 40;

    public static void Draw(Canvas canvas, int left, int top, int size, Keyframe keyframe)
    {
        View view = new(left, top, size);
        canvas.Fill(left, top, size, size, 0x0B0D12);
        if (keyframe.Occupancy is { } occupancy)
        {
            Ground(canvas, view, occupancy.Grid);
        }
        Points(canvas, view, keyframe);
        foreach (AnnotatedBox annotated in keyframe.Boxes)
        {
            Box(canvas, view, annotated);
        }
        (double X, double Y)[] car = Corners(new(new(EgoVehicle.CentreForward, 0, 0), new(EgoVehicle.Length, EgoVehicle.Width, 1.5), 0), view);
        canvas.Polygon(car, 0xF4F6FA);
        Way(canvas, view, [.. (keyframe.Future?.Points ?? []).Take(keyframe.FutureSteps)], 0xFF4D6D, 3);
    }

    /// <summary>A way from where the car is, over a drawing of the same place and size.</summary>
    public static void Way(Canvas canvas, int left, int top, int size, IReadOnlyList<(double X, double Y)> points, int color, int thick) =>
        Way(canvas, new View(left, top, size), points, color, thick);

    private static void Ground(Canvas canvas, View view, OccupancyGrid grid)
    {
        for (int row = 0; row < view.Size; row++)
        {
            for (int column = 0; column < view.Size; column++)
            {
                (double x, double y) = view.Metres(column + 0.5, row + 0.5);
                if (grid.Spec.TryLocate(new(x, y, 0), out int ix, out int iy, out _))
                {
                    int iz = grid.Spec.SizeZ - 1;
                    while (iz >= 0 && grid[ix, iy, iz] == (int)OccupancyClass.Free)
                    {
                        iz--;
                    }
                    if (iz >= 0)
                    {
                        canvas.Set(view.Left + column, view.Top + row, ClassPalette.Shaded(ClassPalette.Of(grid[ix, iy, iz]), 0.55));
                    }
                }
            }
        }
    }

    private static void Points(Canvas canvas, View view, Keyframe keyframe)
    {
        for (int i = 0; i < (keyframe.Lidar?.Count ?? 0); i++)
        {
            Vector3D p = keyframe.LidarToEgo.Transform(keyframe.Lidar!.Point(i));
            if (Math.Abs(p.X) < Reach && Math.Abs(p.Y) < Reach)
            {
                (double x, double y) = view.Pixel(p.X, p.Y);
                canvas.Set((int)x, (int)y, p.Z > 0.3 ? 0xFFFFFF : 0xA8B2C6);
            }
        }
    }

    private static void Box(Canvas canvas, View view, AnnotatedBox annotated)
    {
        OrientedBox box = annotated.Box;
        if (Math.Abs(box.Center.X) > Reach - 1 || Math.Abs(box.Center.Y) > Reach - 1)
        {
            return;
        }
        (double X, double Y)[] corners = Corners(box, view);
        int color = 0x7CF29A;
        for (int i = 0; i < 4; i++)
        {
            (double x0, double y0) = corners[i];
            (double x1, double y1) = corners[(i + 1) % 4];
            canvas.Line(x0, y0, x1, y1, i == 3 ? 0xFFE14D : color, i == 3 ? 2 : 1); // the front is yellow
        }
        if (double.IsFinite(annotated.Velocity.X) && Math.Abs(annotated.Velocity.X) + Math.Abs(annotated.Velocity.Y) > 0.3)
        {
            (double fromX, double fromY) = view.Pixel(box.Center.X, box.Center.Y);
            (double toX, double toY) = view.Pixel(box.Center.X + annotated.Velocity.X, box.Center.Y + annotated.Velocity.Y);
            canvas.Line(fromX, fromY, toX, toY, 0xFFE14D);
        }
    }

    private static void Way(Canvas canvas, View view, IReadOnlyList<(double X, double Y)> points, int color, int thick)
    {
        (double x, double y) from = view.Pixel(0, 0);
        foreach ((double x, double y) in points)
        {
            (double x, double y) to = view.Pixel(x, y);
            canvas.Line(from.x, from.y, to.x, to.y, color, thick);
            from = to;
        }
    }

    private static (double X, double Y)[] Corners(OrientedBox box, View view)
    {
        (double sin, double cos) = Elementary.SinCos(box.Yaw);
        (double X, double Y) At(double along, double across) =>
            view.Pixel(box.Center.X + cos * along - sin * across, box.Center.Y + sin * along + cos * across);
        double length = box.Size.X / 2, width = box.Size.Y / 2;
        return [At(length, width), At(-length, width), At(-length, -width), At(length, -width)];
    }

    private readonly record struct View(int Left, int Top, int Size)
    {
        public (double X, double Y) Pixel(double x, double y) =>
            (Left + (Reach - y) * Size / (2 * Reach), Top + (Reach - x) * Size / (2 * Reach));

        public (double X, double Y) Metres(double column, double row) =>
            (Reach - row * 2 * Reach / Size, Reach - column * 2 * Reach / Size);
    }
}
