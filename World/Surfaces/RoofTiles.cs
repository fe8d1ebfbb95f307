using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A pitched roof: rows of tiles, or ribs of sheet.</summary>
/// <param name="color">Mean colour.</param>
/// <param name="row">Height of a row, metres.</param>
internal sealed class RoofTiles(Vector3 color, float row) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        float tone = 0.88f + 0.24f * Noise.At(0.4f * p.Local.X, 0.6f * p.Local.Z + 0.3f * p.Local.Y);
        if (p.Blur < row)
        {
            float fine = 1 - Tint.Step(0.2f * row, row, p.Blur), z = p.Local.Z / row;
            float tile = Noise.Hash((int)MathF.Floor((p.Local.X + p.Local.Y) / 0.3f), (int)MathF.Floor(z));
            tone *= (1 + 0.3f * fine * (tile - 0.5f)) * (1 - 0.3f * fine * Tint.Stripes(p.Local.Z, row, 0.2f * row, p.Blur));
        }
        return new(color * tone);
    }
}
