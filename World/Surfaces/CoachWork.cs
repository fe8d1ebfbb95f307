using System.Numerics;
using VoxPilot.World.Meshes;

namespace VoxPilot.World.Surfaces;

/// <summary>The lower body of a vehicle: varnish with lamps, grille, plates, door gaps and dark wheel arches.</summary>
internal sealed class CoachWork(VehicleBody body) : Surface
{
    private static readonly Vector3 Dark = new(0.016f), Head = new(0.80f, 0.82f, 0.85f), Tail = new(0.50f, 0.012f, 0.010f), Plate = new(0.75f, 0.75f, 0.70f);

    private readonly float sill = 0.19f * Math.Min(body.Height, 1.8f);

    public override Look At(in SurfacePoint p)
    {
        (float x, float y, float z, float blur) = (p.Local.X, Math.Abs(p.Local.Y), p.Local.Z, p.Blur);
        Look look = new(body.Paint) { Mirror = 0.05f, Polish = 350, Open = 0.45f + 0.55f * Tint.Step(0.1f, 0.8f, z) };
        float dark = Tint.Band(-1, sill + 0.04f, z, blur);
        if (Math.Abs(p.LocalNormal.Y) > 0.5f)
        {
            foreach (float axle in body.Axles)
            {
                float r = Vectors.Length(x - axle, z - body.WheelRadius);
                dark = Math.Max(dark, Tint.Band(-1, body.WheelRadius + 0.07f, r, blur));
            }
            if (blur < 0.12f)
            {
                float above = Tint.Band(sill + 0.05f, 9, z, blur), gaps = 0, handle = 0;
                foreach (float gap in body.Gaps)
                {
                    gaps += Tint.Band(-0.009f, 0.009f, x - gap, blur);
                    handle += Tint.Band(0.10f, 0.27f, x - gap, blur);
                }
                look.Color *= 1 - above * Math.Min(0.75f, 0.75f * gaps + 0.4f * handle * Tint.Band(0.55f * body.Height, 0.575f * body.Height, z, blur));
            }
        }
        if (x > body.Half.X - 0.5f)
        {
            Front(ref look, x, y, z, blur, p.LocalNormal, ref dark);
        }
        else if (x < -body.Half.X + 0.4f)
        {
            Rear(ref look, x, y, z, blur, p.LocalNormal);
        }
        look.Color = Tint.Mix(look.Color, Dark, dark);
        look.Mirror *= 1 - dark;
        return look;
    }

    private void Front(ref Look look, float x, float y, float z, float blur, Vector3 normal, ref float dark)
    {
        float lamp = Tint.Band(body.HeadLamp.X, body.HeadLamp.Y, z, blur) * Tint.Band(body.Half.Y - body.LampWidth, 9, y, blur) * Tint.Band(body.Half.X - 0.36f, 9, x, blur);
        if (normal.X > 0.5f)
        {
            float mouth = Tint.Band(0, 0.62f * body.Half.Y, y, blur) * Tint.Band(body.HeadLamp.X - 0.02f, body.HeadLamp.Y - 0.03f, z, blur);
            float intake = Tint.Band(0, 0.75f * body.Half.Y, y, blur) * Tint.Band(sill + 0.03f, sill + 0.12f, z, blur);
            float plate = Tint.Band(0, 0.26f, y, blur) * Tint.Band(body.HeadLamp.X - 0.16f, body.HeadLamp.X - 0.05f, z, blur);
            dark = Math.Max(dark, Math.Max(mouth, intake) * (1 - lamp));
            look.Color = Tint.Mix(look.Color, Plate, plate);
        }
        look.Color = Tint.Mix(look.Color, Head, lamp);
        look.Glow += lamp * new Vector3(0.30f, 0.30f, 0.32f);
        look.Mirror += 0.15f * lamp;
    }

    private void Rear(ref Look look, float x, float y, float z, float blur, Vector3 normal)
    {
        float lamp = Tint.Band(body.TailLamp.X, body.TailLamp.Y, z, blur) * Tint.Band(body.Half.Y - body.LampWidth, 9, y, blur) * Tint.Band(-9, -body.Half.X + 0.22f, x, blur);
        if (normal.X < -0.5f)
        {
            float plate = Tint.Band(0, 0.26f, y, blur) * Tint.Band(body.TailLamp.X - 0.14f, body.TailLamp.X - 0.03f, z, blur);
            look.Color = Tint.Mix(look.Color, Plate, plate);
        }
        look.Color = Tint.Mix(look.Color, Tail, lamp);
        look.Glow += lamp * (body.Braking ? new Vector3(1.3f, 0.06f, 0.03f) : new Vector3(0.06f, 0, 0));
    }
}
