using VoxPilot.Core;
using VoxPilot.Driving;

namespace VoxPilot.Jobs.Baselines;

/// <summary>
/// The forecast of somebody who thinks that nothing moves but the car: the occupancy of now, seen from where the car will be. Each voxel of
/// the moved grid takes the label of the voxel of now that holds its centre (nearest neighbour); what enters the grid is free.
/// </summary>
public static class CopyAndMove
{
    /// <summary>Identifier in reports.</summary>
    public const string Id = "copy-and-move";

    /// <summary>The occupancy of now in the ego frame of then.</summary>
    /// <param name="now">Labels in the present ego frame.</param>
    /// <param name="motion">Where the car will be, in the present ego frame.</param>
    public static OccupancyGrid Move(OccupancyGrid now, FutureMotion motion)
    {
        ArgumentNullException.ThrowIfNull(now);
        byte[] moved = new byte[now.Spec.Count];
        Move(now.Spec, now.Labels, motion, moved);
        return new(now.Spec, moved);
    }

    /// <summary>The same into labels of the caller.</summary>
    /// <param name="spec">Where the voxels lie, now and then.</param>
    /// <param name="now">Labels of now in the order of <see cref="GridSpec.Index"/>.</param>
    /// <param name="motion">Where the car will be, in the present ego frame.</param>
    /// <param name="moved">Gets the labels of then; as many.</param>
    /// <exception cref="ArgumentException">The number of labels does not fit the grid.</exception>
    public static void Move(GridSpec spec, ReadOnlySpan<byte> now, FutureMotion motion, Span<byte> moved)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (now.Length != spec.Count || moved.Length != spec.Count)
        {
            throw new ArgumentException($"The grid has {spec.Count} voxels; {now.Length} labels of now and {moved.Length} of then were given.", nameof(now));
        }
        // Flat motion: a column of voxels moves as one. Voxel units, so that index = floor.
        (double sin, double cos) = Math.SinCos(motion.Yaw);
        double originX = spec.Origin.X / spec.Voxel, originY = spec.Origin.Y / spec.Voxel;
        double shiftX = motion.X / spec.Voxel - originX, shiftY = motion.Y / spec.Voxel - originY;
        for (int x = 0; x < spec.SizeX; x++)
        {
            for (int y = 0; y < spec.SizeY; y++)
            {
                double thenX = originX + x + 0.5, thenY = originY + y + 0.5;
                int fromX = (int)Math.Floor(cos * thenX - sin * thenY + shiftX), fromY = (int)Math.Floor(sin * thenX + cos * thenY + shiftY);
                Span<byte> column = moved.Slice(spec.Index(x, y, 0), spec.SizeZ);
                if ((uint)fromX < (uint)spec.SizeX && (uint)fromY < (uint)spec.SizeY)
                {
                    now.Slice(spec.Index(fromX, fromY, 0), spec.SizeZ).CopyTo(column);
                }
                else
                {
                    column.Fill((byte)OccupancyClass.Free);
                }
            }
        }
    }
}
