using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Truth;

/// <summary>
/// The rays of a camera through the grid: in upright planes to the middle of each column at the grid's border that lies in its image and
/// along both sides of the image; in each plane a ray to the ground of every column, and others between that leave the grid half a voxel
/// apart or a little more. So no voxel in sight lies between rays, whatever the resolution of the image.
/// </summary>
internal sealed class CameraFans
{
    private const double GroundTop = 0.2; // metres
    private const double Apart = 0.6; // voxels
    private const double Growth = 1 + Apart / 10; // of slopes that leave through the top, about ten layers above a camera
    private const double LeastPassed = 0.03; // voxels: a column that is only grazed has other rays
    private const double Rounding = 1e-9;

    private readonly GridSpec spec;
    private readonly Vector3D origin;
    private readonly RayFan[] fans;

    /// <param name="spec">The grid.</param>
    /// <param name="camera">The camera; it stands inside the grid.</param>
    /// <param name="stride">Columns from one x to the next (<see cref="VoxelBits.Stride"/>).</param>
    public CameraFans(GridSpec spec, Camera camera, int stride)
    {
        this.spec = spec;
        origin = (camera.SensorToEgo.Translation - spec.Origin) * (1 / spec.Voxel);
        if (!(origin.X > 0 && origin.Y > 0 && origin.Z > 0 && origin.X < spec.SizeX && origin.Y < spec.SizeY && origin.Z < spec.SizeZ))
        {
            throw new ArgumentException($"Rays begin inside the grid of {spec.SizeX}×{spec.SizeY}×{spec.SizeZ} voxels; {camera.Name} is at {origin} voxels. Mount it inside the grid.", nameof(camera));
        }
        Vector3D[] borders = Borders(camera);
        List<RayFan> found = [];
        foreach (Vector2D direction in Directions(borders))
        {
            (double lowest, double highest) = Slopes(borders, direction);
            if (lowest < highest)
            {
                RayFan.PassedColumn[] passed = [.. Passed(direction, stride)];
                Add(found, passed, Falling(passed, Math.Max(0, -highest), -lowest), true);
                Add(found, passed, Rising(passed[^1].Leave, Math.Max(0, lowest), highest), false);
            }
        }
        fans = [.. found];
    }

    /// <summary>Follows all rays.</summary>
    /// <param name="solid">What rays cannot pass.</param>
    /// <param name="seen">Takes a bit for each voxel passed or met.</param>
    public void Follow(ReadOnlySpan<uint> solid, Span<uint> seen)
    {
        foreach (RayFan fan in fans)
        {
            fan.Follow(solid, seen);
        }
    }

    private void Add(List<RayFan> found, RayFan.PassedColumn[] passed, SortedSet<double> slopes, bool down)
    {
        foreach (double[] some in slopes.Chunk(RayFan.MaximumRays))
        {
            found.Add(new(spec, origin.Z, passed, some, down));
        }
    }

    private SortedSet<double> Falling(RayFan.PassedColumn[] passed, double least, double most)
    {
        double height = origin.Z - (GroundTop - spec.Origin.Z) / spec.Voxel, reach = passed[^1].Leave;
        SortedSet<double> slopes = [least, most];
        slopes.UnionWith(passed.Where(column => column.Leave - column.Enter > LeastPassed).Select(column => 2 * height / (column.Enter + column.Leave)));
        slopes.UnionWith(Enumerable.Range(1, spec.SizeZ).Select(i => i * Apart / reach).TakeWhile(slope => slope < height / reach));
        return Within(slopes, least, most);
    }

    private SortedSet<double> Rising(double reach, double least, double most)
    {
        SortedSet<double> slopes = [least, most];
        double slope = 0, top = (spec.SizeZ - origin.Z) / reach;
        while (slope < most)
        {
            slopes.Add(slope);
            slope = slope < top ? slope + Apart / reach : slope * Growth;
        }
        return Within(slopes, least, most);
    }

    private static SortedSet<double> Within(SortedSet<double> slopes, double least, double most)
    {
        slopes.RemoveWhere(slope => !(slope >= least && slope <= most));
        return slopes;
    }

    // To the columns at the grid's border, and along the sides of the image.
    private IEnumerable<Vector2D> Directions(Vector3D[] borders)
    {
        for (int x = 0; x < spec.SizeX; x++)
        {
            yield return Towards(x + 0.5, 0.5);
            yield return Towards(x + 0.5, spec.SizeY - 0.5);
        }
        for (int y = 1; y < spec.SizeY - 1; y++)
        {
            yield return Towards(0.5, y + 0.5);
            yield return Towards(spec.SizeX - 0.5, y + 0.5);
        }
        foreach (Vector3D side in borders.Take(2))
        {
            // Along a plane through the axis of height; of its two ends the one that lies before the camera has slopes.
            yield return Unit(new(-side.Y, side.X));
            yield return Unit(new(side.Y, -side.X));
        }
    }

    private Vector2D Towards(double x, double y) => Unit(new(x - origin.X, y - origin.Y));

    private static Vector2D Unit(Vector2D d) => d * (1 / d.Length);

    // Planes through the camera that bound what is in the image (left, right, above, below) and before it, by what points inwards.
    private static Vector3D[] Borders(Camera camera)
    {
        Matrix3 r = camera.SensorToEgo.Rotation.ToMatrix(), k = camera.Intrinsics;
        Vector3D right = new(r.M00, r.M10, r.M20), down = new(r.M01, r.M11, r.M21), ahead = new(r.M02, r.M12, r.M22);
        Vector3D u = (right * k.M00 + down * k.M01 + ahead * k.M02) * (1.0 / camera.Width), v = (down * k.M11 + ahead * k.M12) * (1.0 / camera.Height);
        return [u, ahead - u, v, ahead - v, ahead];
    }

    // Slopes of the rays in the image; none if the first is not below the second.
    private static (double Lowest, double Highest) Slopes(Vector3D[] borders, Vector2D direction)
    {
        double lowest = double.NegativeInfinity, highest = double.PositiveInfinity;
        foreach (Vector3D inward in borders)
        {
            double level = inward.X * direction.X + inward.Y * direction.Y + Rounding;
            if (Math.Abs(inward.Z) < Rounding)
            {
                highest = level < 0 ? double.NegativeInfinity : highest;
            }
            else if (inward.Z > 0)
            {
                lowest = Math.Max(lowest, -level / inward.Z);
            }
            else
            {
                highest = Math.Min(highest, -level / inward.Z);
            }
        }
        return (lowest, highest);
    }

    private IEnumerable<RayFan.PassedColumn> Passed(Vector2D direction, int stride)
    {
        int x = (int)origin.X, y = (int)origin.Y;
        (double stepX, double nextX) = Axis(origin.X - x, direction.X);
        (double stepY, double nextY) = Axis(origin.Y - y, direction.Y);
        double at = 0;
        while (x >= 0 && y >= 0 && x < spec.SizeX && y < spec.SizeY)
        {
            double leave = Math.Min(nextX, nextY);
            yield return new((x + 1) * stride + y + 1, at, leave);
            if (nextX < nextY)
            {
                x += direction.X < 0 ? -1 : 1;
                nextX += stepX;
            }
            else
            {
                y += direction.Y < 0 ? -1 : 1;
                nextY += stepY;
            }
            at = leave;
        }
    }

    private static (double Step, double Next) Axis(double within, double direction)
    {
        double step = direction == 0 ? 1e30 : Math.Min(1e30, 1 / Math.Abs(direction));
        return (step, (direction < 0 ? within : 1 - within) * step);
    }
}
