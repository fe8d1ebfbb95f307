using VoxPilot.World.Numerics;
using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A roof of tiles in rows.</summary>
internal sealed class Tiles(Vector3 color) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        float row = p.Local.Z / 0.22f, tone = Noise.Hash((int)MathF.Floor(p.World.X / 0.3f), (int)MathF.Floor(row));
        float fine = 1 - Tint.Step(0.03f, 0.2f, p.Blur), lap = Tint.Stripes(p.Local.Z, 0.22f, 0.04f, p.Blur);
        return new(color * (0.85f + 0.3f * Noise.Octaves(p.World.X, p.Local.Z, 3)) * (1 + 0.35f * fine * (tone - 0.5f)) * (1 - 0.35f * lap));
    }
}
