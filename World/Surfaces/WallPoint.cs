namespace VoxPilot.World.Surfaces;

/// <summary>A point of a house's wall as seen from outside.</summary>
/// <param name="Side">0 front, 1 back, 2 and 3 the short sides.</param>
/// <param name="Across">From the wall's left end, metres.</param>
/// <param name="Length">Of the wall.</param>
internal readonly record struct WallPoint(int Side, float Across, float Length)
{
    /// <summary>The wall that a point of a house lies on.</summary>
    public static WallPoint Of(in SurfacePoint p, HouseStyle style)
    {
        (float x, float y) = (p.Local.X, p.Local.Y);
        return Math.Abs(p.LocalNormal.Y) >= Math.Abs(p.LocalNormal.X)
            ? p.LocalNormal.Y > 0 ? new(0, style.HalfLength - x, 2 * style.HalfLength) : new(1, x + style.HalfLength, 2 * style.HalfLength)
            : p.LocalNormal.X > 0 ? new(2, y + style.HalfWidth, 2 * style.HalfWidth) : new(3, style.HalfWidth - y, 2 * style.HalfWidth);
    }
}
