using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A crawler's track: dark links.</summary>
internal sealed class Tread : Surface
{
    public override Look At(in SurfacePoint p)
    {
        float links = Tint.Stripes(p.Local.X + p.Local.Z, 0.2f, 0.1f, p.Blur);
        return new(new Vector3(0.035f, 0.033f, 0.030f) * (0.6f + 0.8f * links)) { Open = 0.8f };
    }
}
