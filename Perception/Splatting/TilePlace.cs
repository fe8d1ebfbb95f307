namespace VoxPilot.Perception;

/// <summary>Where a tile lies.</summary>
internal readonly struct TilePlace
{
    private readonly long firstPixel;
    private readonly int image;
    private readonly int width;

    /// <summary>Of a tile counted through all images.</summary>
    public TilePlace(SplatShape shape, int tile)
    {
        (image, int place) = Math.DivRem(tile, shape.Tiles);
        (Y, X) = (place / shape.TileColumns * SplatShape.Tile, place % shape.TileColumns * SplatShape.Tile);
        Rows = Math.Min(SplatShape.Tile, shape.Height - Y);
        Columns = Math.Min(SplatShape.Tile, shape.Width - X);
        width = shape.Width;
        firstPixel = (long)Y * width + X;
        ImagePixel = (long)image * shape.Pixels + firstPixel;
    }

    /// <summary>Its first column of pixels.</summary>
    public int X { get; }

    /// <summary>Its first row of pixels.</summary>
    public int Y { get; }

    /// <summary>Its rows that lie in the image.</summary>
    public int Rows { get; }

    /// <summary>Its columns that lie in the image.</summary>
    public int Columns { get; }

    private long ImagePixel { get; }

    /// <summary>The first pixel of a row in (images, H, W).</summary>
    public long Pixel(int row) => ImagePixel + (long)row * width;

    /// <summary>The first pixel of a row in (images, C, H, W).</summary>
    public long ColorPixel(SplatShape shape, int channel, int row) => ((long)image * shape.C + channel) * shape.Pixels + firstPixel + (long)row * width;
}
