using System.Numerics;

using VoxPilot.Core;

namespace VoxPilot.World.Truth;

/// <summary>
/// Rays through a grid of bits (Amanatides and Woo, "A fast voxel traversal algorithm for ray tracing", 1987): every voxel that a ray
/// passes is seen, up to and with the first solid one.
/// </summary>
internal static class VoxelRays
{
    /// <summary>Follows rays from one place, until each meets something solid or the grid's border.</summary>
    /// <param name="spec">The grid.</param>
    /// <param name="solid">What rays cannot pass.</param>
    /// <param name="seen">Takes a bit for each voxel passed or met.</param>
    /// <param name="origin">Where rays begin, in voxels from the grid's lowest corner.</param>
    /// <param name="directions">Where they go; any length.</param>
    public static void Follow(GridSpec spec, VoxelBits solid, VoxelBits seen, Vector3 origin, ReadOnlySpan<Vector3> directions)
    {
        if (!(origin.X >= 0 && origin.Y >= 0 && origin.Z >= 0 && origin.X < spec.SizeX && origin.Y < spec.SizeY && origin.Z < spec.SizeZ))
        {
            throw new ArgumentException($"Rays begin inside the grid of {spec.SizeX}×{spec.SizeY}×{spec.SizeZ} voxels; the sensor is at {origin} voxels. Mount it inside the grid.", nameof(origin));
        }
        int stride = solid.Stride;
        Vector3 cell = new(MathF.Floor(origin.X), MathF.Floor(origin.Y), MathF.Floor(origin.Z));
        int start = ((int)cell.X + 1) * stride + (int)cell.Y + 1;
        uint startBit = 2u << (int)cell.Z;
        ReadOnlySpan<uint> blocks = solid.Columns;
        Span<uint> marks = seen.Columns;
        foreach (Vector3 direction in directions)
        {
            (float stepX, float nextX) = Axis(origin.X - cell.X, direction.X);
            (float stepY, float nextY) = Axis(origin.Y - cell.Y, direction.Y);
            (float stepZ, float nextZ) = Axis(origin.Z - cell.Z, direction.Z);
            int moveX = direction.X < 0 ? -stride : stride, moveY = direction.Y < 0 ? -1 : 1;
            bool down = direction.Z < 0;
            int column = start;
            uint bit = startBit;
            while (true)
            {
                float leave = MathF.Min(nextX, nextY);
                uint block = blocks[column], passed = bit;
                // Layers of this column that the ray passes before it leaves sideways.
                while ((block & bit) == 0 && nextZ < leave)
                {
                    bit = down ? bit >> 1 : bit << 1;
                    passed |= bit;
                    nextZ += stepZ;
                }
                marks[column] |= passed;
                if ((block & bit) != 0)
                {
                    break;
                }
                bool sideways = nextX < nextY;
                column += sideways ? moveX : moveY;
                nextX += sideways ? stepX : 0;
                nextY += sideways ? 0 : stepY;
            }
        }
    }

    // Distance along the ray between borders of one axis, and to the first; a ray that does not move along it never comes to one.
    private static (float Step, float Next) Axis(float within, float direction)
    {
        float step = direction == 0 ? 1e30f : MathF.Min(1e30f, 1 / MathF.Abs(direction));
        return (step, (direction < 0 ? within : 1 - within) * step);
    }
}
