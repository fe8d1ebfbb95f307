using VoxPilot.World.Numerics;
using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A lawn.</summary>
internal sealed class Grass : Surface
{
    public override Look At(in SurfacePoint p)
    {
        float patch = Noise.Octaves(0.3f * p.World.X, 0.3f * p.World.Y, 4), fine = 1 - Tint.Step(0.02f, 0.2f, p.Blur);
        float blade = 1 + fine * 0.9f * (Noise.At(new Vector3(26, 26, 9) * p.World) - 0.5f);
        return new(Tint.Mix(new(0.055f, 0.125f, 0.022f), new(0.13f, 0.19f, 0.045f), patch) * blade) { Through = 0.15f };
    }
}
