using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>Paint on a carriageway, worn in places.</summary>
internal sealed class RoadPaint(Vector3 color, Vector3 worn) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        float age = 0.12f;
        if (p.Blur < 0.5f)
        {
            float patch = Noise.At(2.1f * p.World.X, 2.1f * p.World.Y), grain = Noise.At(13 * p.World.X, 13 * p.World.Y);
            age = 0.06f + 0.5f * Tint.Step(0.62f, 0.95f, 0.7f * patch + 0.3f * grain);
        }
        return new(Tint.Mix(color, worn, age)) { Mirror = 0.012f, Polish = 8 };
    }
}
