namespace VoxPilot.Perception;

// d = (dx, dy) from a pixel's centre to the Gaussian's; t = 2 ln(o / floor), S₂ = [xx xy; xy yy]

/// <summary>
/// The tiles that the ellipse dᵀ S₂⁻¹ d ≤ t touches, row of tiles by row of tiles (spec/sqs.md §8.5): a tile counts if the ellipse reaches the
/// rectangle of its pixels' centres.
/// </summary>
internal readonly struct SplatFootprint
{
    private const double Slack = 1e-4; // in t, for the rounding of the exponent in single precision
    private const int Tile = SplatShape.Tile;

    private readonly double u, v, t;
    private readonly double slope;      // xy / yy = −B/A
    private readonly double narrow;     // 1/A
    private readonly double yy;
    private readonly double widest;     // dy where dx is greatest

    /// <summary>Of a visible Gaussian.</summary>
    public SplatFootprint(in SplatProjection p, SplatConfig config, SplatShape shape)
    {
        (u, v, yy) = (p.U, p.V, p.YY);
        t = SplatProjection.Reach(p.Opacity, config) + Slack;
        slope = p.XY / yy;
        narrow = 1 / p.Conic.A;
        widest = p.XY * Math.Sqrt(t / p.XX);
        Reach = Math.Sqrt(t * yy);
        FirstRow = (int)Math.Clamp(Math.Ceiling((v - Reach + 0.5) / Tile) - 1, 0, shape.TileRows);
        EndRow = (int)Math.Clamp(Math.Floor((v + Reach - 0.5) / Tile) + 1, 0, shape.TileRows);
    }

    /// <summary>Rows of pixels from the centre to the uppermost and to the lowest point.</summary>
    public double Reach { get; }

    /// <summary>First row of tiles.</summary>
    public int FirstRow { get; }

    /// <summary>Behind the last row of tiles.</summary>
    public int EndRow { get; }

    /// <summary>The columns of tiles that are touched in a row of tiles; none where First is not below End.</summary>
    public (int First, int End) Columns(int row, int tileColumns)
    {
        double top = v - (row * Tile + 0.5), least = Math.Max(top - (Tile - 1), -Reach), most = Math.Min(top, Reach);
        if (least > most)
        {
            return (0, 0);
        }
        // The ellipse's right border is concave over dy, its left border convex: each is farthest out at ±widest or at the nearer end.
        double right = Border(Math.Clamp(widest, least, most), 1), left = Border(Math.Clamp(-widest, least, most), -1);
        return (
            (int)Math.Clamp(Math.Ceiling((u - right + 0.5) / Tile) - 1, 0, tileColumns),
            (int)Math.Clamp(Math.Floor((u - left - 0.5) / Tile) + 1, 0, tileColumns));
    }

    private double Border(double dy, int side) => slope * dy + side * Math.Sqrt(Math.Max(0, (t - dy * dy / yy) * narrow));
}
