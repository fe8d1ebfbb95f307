using System.Numerics;
using VoxPilot.World.Meshes;

namespace VoxPilot.World.Surfaces;

/// <summary>Wheels of a vehicle: rubber around a rim of five spokes. The hubs stand at the given places along x, at the wheels' radius.</summary>
internal sealed class WheelFace(float[] axles, float radius, float rim = 0.64f) : Surface
{
    private static readonly Vector3 Rubber = new(0.017f), Metal = new(0.40f, 0.41f, 0.43f);
    private static readonly Vector2[] Spokes = [new(0, 1), new(-0.95106f, 0.30902f), new(-0.58779f, -0.80902f), new(0.58779f, -0.80902f), new(0.95106f, 0.30902f)];

    public override Look At(in SurfacePoint p)
    {
        float x = float.MaxValue;
        foreach (float axle in axles)
        {
            x = Math.Abs(p.Local.X - axle) < Math.Abs(x) ? p.Local.X - axle : x;
        }
        (x, float z, float blur) = (x / radius, p.Local.Z / radius - 1, p.Blur / radius);
        float r = Vectors.Length(x, z);
        if (Math.Abs(p.LocalNormal.Y) < 0.6f || r > 0.95f)
        {
            return new(Rubber) { Open = 0.8f };
        }
        float disc = Tint.Band(-1, rim, r, blur), along = 0;
        foreach (Vector2 spoke in Spokes)
        {
            along = Math.Max(along, x * spoke.X + z * spoke.Y);
        }
        float off = MathF.Sqrt(Math.Max(0, r * r - along * along)), fine = 1 - Tint.Step(0.3f, 0.9f, blur);
        float metal = Math.Max(Tint.Band(-1, 0.11f, off, blur), Tint.Band(rim - 0.10f, rim, r, blur));
        metal = (0.55f + fine * (metal - 0.55f)) * disc;
        return new(Tint.Mix(Rubber, Metal, metal)) { Mirror = 0.08f * metal, Polish = 80, Open = 0.8f };
    }
}
