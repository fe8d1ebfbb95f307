using VoxPilot.Core;

namespace VoxPilot.World.Truth;

/// <summary>
/// Up to <see cref="MaximumRays"/> rays from one place in one upright plane, all level or rising or all level or falling, followed together:
/// they pass the same columns, and in each layer of a column those that pass it are neighbours. What they pass is known beforehand; only
/// what is solid changes. Every ray sees what it alone would see (<see cref="VoxelRays.Follow"/>).
/// </summary>
internal sealed class RayFan
{
    /// <summary>Rays that one fan can hold: one bit each, and one to spare.</summary>
    public const int MaximumRays = 63;

    private readonly Step[] steps;
    private readonly (byte First, byte End)[] layers;
    private readonly ulong all;
    private readonly bool down;

    /// <param name="spec">The grid.</param>
    /// <param name="origin">Where the rays begin, in voxels from the grid's lowest corner.</param>
    /// <param name="passed">The columns that the plane passes, in order.</param>
    /// <param name="slopes">How much each ray rises (or falls) for each voxel that it goes sideways: not below 0, rising.</param>
    /// <param name="down">True if the rays fall.</param>
    public RayFan(GridSpec spec, double origin, ReadOnlySpan<PassedColumn> passed, ReadOnlySpan<double> slopes, bool down)
    {
        if (slopes.Length is 0 or > MaximumRays)
        {
            throw new ArgumentException($"A fan holds 1 to {MaximumRays} rays; {slopes.Length} were given.", nameof(slopes));
        }
        this.down = down;
        all = (1UL << slopes.Length) - 1;
        int layer = (int)origin, most = down ? layer : spec.SizeZ - 1 - layer;
        double border = down ? origin - layer : layer + 1 - origin; // from the origin to the end of its own layer
        List<Step> found = [];
        List<(byte First, byte End)> ranges = [];
        foreach (PassedColumn column in passed)
        {
            int lowest = -1, count = 0, first = 0, end = 0, start = ranges.Count;
            for (int k = 0; k <= most; k++)
            {
                // Rays that have come into the layer when they leave the column, and have not left it when they enter the column.
                while (k > 0 && first < slopes.Length && slopes[first] * column.Leave <= border + k - 1)
                {
                    first++;
                }
                while (end < slopes.Length && slopes[end] * column.Enter < border + k)
                {
                    end++;
                }
                if (first == slopes.Length)
                {
                    break;
                }
                if (end > first || lowest >= 0)
                {
                    lowest = lowest < 0 ? k : lowest;
                    count++;
                    ranges.Add(((byte)first, (byte)Math.Max(first, end)));
                }
            }
            if (lowest < 0)
            {
                break; // all have left the grid
            }
            found.Add(new(column.Index, start, (byte)count, down ? 2u << (layer - lowest) : 2u << (layer + lowest)));
        }
        (steps, layers) = ([.. found], [.. ranges]);
    }

    /// <summary>Follows the rays until each meets something solid or leaves the grid.</summary>
    /// <param name="solid">What rays cannot pass.</param>
    /// <param name="seen">Takes a bit for each voxel passed or met.</param>
    public void Follow(ReadOnlySpan<uint> solid, Span<uint> seen)
    {
        ulong alive = all;
        foreach (ref readonly Step step in steps.AsSpan())
        {
            uint block = solid[step.Column], marks = 0, bit = step.Bit;
            foreach ((byte first, byte end) in layers.AsSpan(step.Start, step.Count))
            {
                ulong here = (1UL << end) - (1UL << first) & alive;
                marks |= here != 0 ? bit : 0;
                alive &= (block & bit) != 0 ? ~here : ulong.MaxValue;
                bit = down ? bit >> 1 : bit << 1;
            }
            seen[step.Column] |= marks;
            if (alive == 0)
            {
                return;
            }
        }
    }

    /// <summary>A column of the grid, as <see cref="VoxelBits"/> numbers it, and how far sideways a ray goes until it enters and leaves it, voxels.</summary>
    internal readonly record struct PassedColumn(int Index, double Enter, double Leave);

    // A column, its layers in the order in which rays come to them, and the bit of the first.
    private readonly record struct Step(int Column, int Start, byte Count, uint Bit);
}
