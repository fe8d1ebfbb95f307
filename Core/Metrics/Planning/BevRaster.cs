namespace VoxPilot.Core.Metrics.Planning;

/// <summary>A raster seen from above: one byte a cell, row by row. Which axis a row follows is the convention's matter.</summary>
internal sealed class BevRaster(int size)
{
    /// <summary>Cells along each side.</summary>
    public int Size { get; } = size;

    /// <summary>The cells.</summary>
    public byte[] Cells { get; } = new byte[size * size];

    /// <summary>One row.</summary>
    public Span<byte> Row(int row) => Cells.AsSpan(row * Size, Size);

    /// <summary>One cell.</summary>
    public byte this[int row, int column]
    {
        get => Cells[row * Size + column];
        set => Cells[row * Size + column] = value;
    }

    /// <summary>Makes all cells zero.</summary>
    public void Clear() => Array.Clear(Cells);
}
