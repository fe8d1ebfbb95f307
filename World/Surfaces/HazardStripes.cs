using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>Red and white: slanting stripes of a board, or segments of a plastic wall.</summary>
/// <param name="across">True if the board runs along y.</param>
/// <param name="width">Of a red and a white one together, metres.</param>
/// <param name="slanted">True for slanting stripes.</param>
internal sealed class HazardStripes(bool across, float width, bool slanted) : Surface
{
    private static readonly Vector3 Red = Tint.Of(0xD2261E), White = Tint.Of(0xF0EFEA);

    public override Look At(in SurfacePoint p)
    {
        float s = across ? p.Local.Y : p.Local.X;
        float red = Tint.Stripes(slanted ? s + p.Local.Z : s, slanted ? width : 2 * width, slanted ? width / 2 : width, p.Blur);
        return new(Tint.Mix(White, Red, red)) { Mirror = 0.03f, Polish = 40 };
    }
}
