using System.Numerics;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>Posters side by side: fields of colour with a disc and lines of print.</summary>
/// <param name="color">Of the first.</param>
/// <param name="width">Of a poster, metres.</param>
/// <param name="height">Of a poster, metres.</param>
internal sealed class Poster(Vector3 color, float width, float height) : Surface
{
    public override Look At(in SurfacePoint p)
    {
        float s = (Math.Abs(p.LocalNormal.X) > 0.7f ? p.Local.Y : p.Local.X) / width, z = p.Local.Z / height, blur = p.Blur / width;
        int i = (int)MathF.Floor(s), j = (int)MathF.Floor(z);
        float u = s - i - 0.5f, v = z - j, whim = Noise.Hash(i, j, 11);
        Vector3 ground = whim < 0.4f ? color : whim < 0.7f ? new(color.Z, color.X, color.Y) : Tint.Of(0xE6E0D0);
        float disc = Tint.Band(0, 0.0784f, u * u + (v - 0.62f) * (v - 0.62f), 0.3f * blur);
        float print = Tint.Band(-0.35f, 0.35f, u, blur) * Tint.Stripes(v - 0.15f, 0.09f, 0.04f, blur) * Tint.Band(0.06f, 0.30f, v, blur);
        Vector3 tint = Tint.Mix(ground, whim < 0.7f ? Tint.Of(0xF0E8D8) : color, disc);
        float edge = 1 - Tint.Band(-0.46f, 0.46f, u, blur) * Tint.Band(0.03f, 0.97f, v, blur);
        return new(Tint.Mix(Tint.Mix(tint, new(0.05f), print), new(0.55f), edge)) { Mirror = 0.06f, Polish = 200 };
    }
}
