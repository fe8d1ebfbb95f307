using VoxPilot.Core;

namespace VoxPilot.World.Truth;

/// <summary>
/// One bit for each voxel: a number for each column, bit z + 1 for layer z. A border of solid columns and layers lies around the grid, so
/// that a ray needs no other test to end there.
/// </summary>
internal sealed class VoxelBits
{
    private readonly GridSpec spec;
    private readonly uint[] columns;

    public VoxelBits(GridSpec spec)
    {
        if (spec.SizeZ > 30)
        {
            throw new ArgumentException($"A grid of at most 30 layers was expected; it has {spec.SizeZ}.", nameof(spec));
        }
        this.spec = spec;
        Stride = spec.SizeY + 2;
        columns = new uint[(spec.SizeX + 2) * Stride];
    }

    /// <summary>All columns, border included; that of voxel (x, y) is (x + 1) · <see cref="Stride"/> + y + 1.</summary>
    public Span<uint> Columns => columns;

    /// <summary>Columns from one x to the next.</summary>
    public int Stride { get; }

    /// <summary>Sets the bit of each voxel that is not free, and the border's.</summary>
    public void SetSolid(ReadOnlySpan<byte> labels)
    {
        Array.Fill(columns, uint.MaxValue);
        uint border = ~((1u << spec.SizeZ) - 1 << 1);
        for (int x = 0; x < spec.SizeX; x++)
        {
            for (int y = 0; y < spec.SizeY; y++)
            {
                ReadOnlySpan<byte> column = labels.Slice(spec.Index(x, y, 0), spec.SizeZ);
                uint bits = border;
                for (int z = 0; z < column.Length; z++)
                {
                    bits |= column[z] != (byte)OccupancyClass.Free ? 2u << z : 0;
                }
                columns[(x + 1) * Stride + y + 1] = bits;
            }
        }
    }

    /// <summary>Clears every bit.</summary>
    public void Clear() => Array.Clear(columns);

    /// <summary>Writes 1 for each bit that is set, 0 for the others, in <see cref="GridSpec.Index"/> order.</summary>
    public void CopyTo(Span<byte> mask)
    {
        for (int x = 0; x < spec.SizeX; x++)
        {
            for (int y = 0; y < spec.SizeY; y++)
            {
                uint bits = columns[(x + 1) * Stride + y + 1] >> 1;
                Span<byte> column = mask.Slice(spec.Index(x, y, 0), spec.SizeZ);
                for (int z = 0; z < column.Length; z++)
                {
                    column[z] = (byte)(bits >> z & 1);
                }
            }
        }
    }
}
