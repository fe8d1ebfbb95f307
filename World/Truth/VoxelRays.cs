using System.Numerics;

using VoxPilot.Core;

namespace VoxPilot.World.Truth;

/// <summary>
/// Rays from one place through a grid of bits (Amanatides and Woo, "A fast voxel traversal algorithm for ray tracing", 1987): every voxel
/// that a ray passes is seen, up to and with the first solid one.
/// </summary>
internal readonly ref struct VoxelRays
{
    private readonly ReadOnlySpan<uint> solid;
    private readonly Span<uint> seen;
    private readonly Vector3 within, before, after;
    private readonly int stride, start;
    private readonly uint startBit;

    /// <param name="spec">The grid.</param>
    /// <param name="solid">What rays cannot pass.</param>
    /// <param name="seen">Takes a bit for each voxel passed or met.</param>
    /// <param name="origin">Where rays begin, in voxels from the grid's lowest corner.</param>
    /// <exception cref="ArgumentException">Rays would begin outside of the grid.</exception>
    public VoxelRays(GridSpec spec, VoxelBits solid, VoxelBits seen, Vector3 origin)
    {
        if (!(origin.X >= 0 && origin.Y >= 0 && origin.Z >= 0 && origin.X < spec.SizeX && origin.Y < spec.SizeY && origin.Z < spec.SizeZ))
        {
            throw new ArgumentException($"Rays begin inside the grid of {spec.SizeX}×{spec.SizeY}×{spec.SizeZ} voxels; the sensor is at {origin} voxels. Mount it inside the grid.", nameof(origin));
        }
        this.solid = solid.Columns;
        this.seen = seen.Columns;
        stride = solid.Stride;
        (int x, int y, int z) = ((int)origin.X, (int)origin.Y, (int)origin.Z);
        within = origin - new Vector3(x, y, z);
        before = origin;
        after = new Vector3(spec.SizeX, spec.SizeY, spec.SizeZ) - origin;
        start = (x + 1) * stride + y + 1;
        startBit = 2u << z;
    }

    /// <summary>Follows a ray until it meets something solid or the grid's border.</summary>
    /// <param name="direction">Where it goes; any length.</param>
    public void Follow(Vector3 direction)
    {
        (float stepX, float nextX) = Axis(within.X, direction.X);
        (float stepY, float nextY) = Axis(within.Y, direction.Y);
        (float stepZ, float nextZ) = Axis(within.Z, direction.Z);
        int moveX = direction.X < 0 ? -stride : stride, moveY = direction.Y < 0 ? -1 : 1;
        bool down = direction.Z < 0;
        int column = start;
        uint bit = startBit;
        while (true)
        {
            bool sideways = nextX < nextY;
            float leave = sideways ? nextX : nextY;
            uint block = solid[column], passed = bit;
            // Layers of this column that the ray passes before it leaves sideways.
            while ((block & bit) == 0 && nextZ < leave)
            {
                bit = down ? bit >> 1 : bit << 1;
                passed |= bit;
                nextZ += stepZ;
            }
            seen[column] |= passed;
            if ((block & bit) != 0)
            {
                return;
            }
            column += sideways ? moveX : moveY;
            nextX += sideways ? stepX : 0;
            nextY += sideways ? 0 : stepY;
        }
    }

    /// <summary>Marks what a ray passes up to a point that it is known to reach, solid or not.</summary>
    /// <param name="direction">Where it goes.</param>
    /// <param name="limit">How far, in lengths of <paramref name="direction"/>; the grid's border ends it too.</param>
    public void Reach(Vector3 direction, float limit)
    {
        (float stepX, float nextX) = Axis(within.X, direction.X);
        (float stepY, float nextY) = Axis(within.Y, direction.Y);
        (float stepZ, float nextZ) = Axis(within.Z, direction.Z);
        int moveX = direction.X < 0 ? -stride : stride, moveY = direction.Y < 0 ? -1 : 1;
        bool down = direction.Z < 0;
        limit = MathF.Min(limit, (direction.X < 0 ? before.X : after.X) * stepX);
        limit = MathF.Min(limit, (direction.Y < 0 ? before.Y : after.Y) * stepY);
        limit = MathF.Min(limit, (down ? before.Z : after.Z) * stepZ) * 0.99999f;
        int column = start;
        uint bit = startBit;
        while (true)
        {
            bool sideways = nextX < nextY;
            float leave = sideways ? nextX : nextY, end = leave < limit ? leave : limit;
            uint passed = bit;
            while (nextZ < end)
            {
                bit = down ? bit >> 1 : bit << 1;
                passed |= bit;
                nextZ += stepZ;
            }
            seen[column] |= passed;
            if (leave >= limit)
            {
                return;
            }
            column += sideways ? moveX : moveY;
            nextX += sideways ? stepX : 0;
            nextY += sideways ? 0 : stepY;
        }
    }

    // Distance along the ray between borders of one axis, and to the first; a ray that does not move along it never comes to one.
    private static (float Step, float Next) Axis(float within, float direction)
    {
        float step = direction == 0 ? 1e30f : MathF.Min(1e30f, 1 / MathF.Abs(direction));
        return (step, (direction < 0 ? within : 1 - within) * step);
    }
}
