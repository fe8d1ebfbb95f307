namespace VoxPilot.Perception;

/// <summary>Sizes of one call of <see cref="SplatRasterizer"/>.</summary>
/// <param name="B">Batch.</param>
/// <param name="N">Cameras of a scene.</param>
/// <param name="K">Gaussians of a scene.</param>
/// <param name="C">Channels of the image; 3 with spherical harmonics.</param>
/// <param name="Bases">Spherical harmonics of a colour, 1, 4, 9 or 16; 0 where colours are given directly.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
public sealed record SplatShape(int B, int N, int K, int C, int Bases, int Height, int Width)
{
    /// <summary>Rows and columns of a tile.</summary>
    public const int Tile = 16;

    /// <summary>Images of the call.</summary>
    public int Images => B * N;

    /// <summary>Pixels of an image.</summary>
    public int Pixels => Height * Width;

    /// <summary>Numbers that make a Gaussian's colour.</summary>
    public int ColorValues => Bases == 0 ? C : Bases * C;

    /// <summary>Values that are blended: the colours, then depth.</summary>
    public int Channels => C + 1;

    /// <summary>Rows of tiles in an image.</summary>
    public int TileRows => (Height + Tile - 1) / Tile;

    /// <summary>Columns of tiles in an image.</summary>
    public int TileColumns => (Width + Tile - 1) / Tile;

    /// <summary>Tiles of an image.</summary>
    public int Tiles => TileRows * TileColumns;
}
