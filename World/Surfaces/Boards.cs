using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>Upright boards of wood.</summary>
internal sealed class Boards(Vector3 color) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        float gap = Tint.Stripes(p.Local.X, 0.14f, 0.02f, p.Blur), tone = 1;
        if (p.Blur < 0.2f)
        {
            tone += 0.3f * (1 - Tint.Step(0.06f, 0.2f, p.Blur)) * (Noise.Hash((int)MathF.Floor(p.Local.X / 0.14f + 0.5f), 4) - 0.5f);
        }
        return new(color * tone * (1 - 0.6f * gap));
    }
}
