using VoxPilot.World.Meshes;

namespace VoxPilot.World.Surfaces;

/// <summary>A speed limit: a white disc with a red ring and a number. Local y across, z up, centred.</summary>
internal sealed class SpeedSign(float half, int limit) : Surface
{
    private readonly Lettering number = new($"{limit}", 0.75f * half);

    public override Look At(in SurfacePoint p)
    {
        if (p.LocalNormal.X < 0.5f)
        {
            return new(new(0.35f));
        }
        float r = Vectors.Length(p.Local.Y, p.Local.Z) / half;
        float white = Tint.Band(-1, 0.76f, r, p.Blur / half), ink = number.Ink(p.Local.Y, p.Local.Z + 0.375f * half, p.Blur);
        return new(Tint.Mix(Tint.Of(0xC8202A), Tint.Mix(Tint.Of(0xF2F2EE), new(0.02f), Math.Min(1, ink)), white)) { Mirror = 0.03f, Polish = 40 };
    }
}
