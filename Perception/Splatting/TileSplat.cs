using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoxPilot.Perception;

/// <summary>A Gaussian in a tile: how it covers the 16 pixels of a row. Both halves of the rasteriser ask it, and get the same bits.</summary>
internal readonly unsafe struct TileSplat
{
    // 2^x for x in −½…½, interpolated at Chebyshev's nodes: relative error below 3e-9.
    private const float E1 = 0.6931472067f, E2 = 0.2402265092f, E3 = 0.0555032723f, E4 = 0.0096180567f, E5 = 0.0013400428f, E6 = 0.0001546144f;
    private const float Rounder = 1.5f * (1 << 23);  // added and taken away again, it rounds to whole numbers
    private const float MostHalvings = 120;          // far below any floor

    private readonly Splat* splat;
    private readonly double dx;
    private readonly double dy;

    /// <summary>From the splat of an image, which reaches into the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TileSplat(Splat* splat, in TilePlace place)
    {
        this.splat = splat;
        dx = splat->U - (place.X + 0.5);
        dy = splat->V - (place.Y + 0.5);
        int first = double.ConvertToIntegerNative<int>(Math.Ceiling(Math.Max(0, dy - splat->Reach)));
        int end = Math.Min(place.Rows, double.ConvertToIntegerNative<int>(Math.Floor(Math.Min(SplatShape.Tile, dy + splat->Reach))) + 1);
        Rows = end > first ? (1 << end) - (1 << first) : 0;
    }

    /// <summary>Rows that it reaches, a bit for each.</summary>
    public int Rows { get; }

    /// <summary>o e^−σ.</summary>
    /// <param name="row">A row of the tile.</param>
    /// <param name="x">x' = dx + (B/A) dy of its pixels.</param>
    /// <param name="y">dy.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Cover(int row, out Vector512<float> x, out float y)
    {
        double rowDy = dy - row;
        y = (float)rowDy;
        x = Vector512.Create((float)(dx + splat->Slope * rowDy)) - Vector512.Create(0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        Vector512<float> q = Vector512.FusedMultiplyAdd(x * splat->Curve, x, Vector512.Create(splat->Steep * y * y));
        return Exp2(-Vector512.MinNative(q, Vector512.Create(MostHalvings))) * splat->Opacity;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Exp2(Vector512<float> x)
    {
        Vector512<float> shifted = x + Vector512.Create(Rounder), f = x - (shifted - Vector512.Create(Rounder));
        Vector512<float> p = Vector512.FusedMultiplyAdd(Vector512.Create(E6), f, Vector512.Create(E5));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(E4));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(E3));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(E2));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(E1));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512<float>.One);
        return (p.AsInt32() + Vector512.ShiftLeft(shifted.AsInt32(), 23)).AsSingle();
    }
}
