using System.Numerics;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Meshes.Agents;

/// <summary>Passenger cars and vans: a lower body, a glazed cabin, wheels, mirrors.</summary>
internal static class Cars
{
    internal static readonly Surface Black = new Plain(new(0.016f), 0.02f, 30, 0);

    private enum Style
    {
        Saloon,
        Hatchback,
        Estate,
        Suv,
        Van,
    }

    /// <summary>Draws a car; its style follows from its measures and seed.</summary>
    public static void Draw(AgentShape car)
    {
        (float length, float height) = (car.Size.X, car.Size.Z);
        Style style = height > 1.85f ? Style.Van : height > 1.62f ? Style.Suv : length < 4.15f ? Style.Hatchback : (car.Model.Seed % 5) switch { 0 => Style.Hatchback, 1 => Style.Estate, 2 when height > 1.55f => Style.Suv, _ => Style.Saloon };
        Draw(car, style);
    }

    /// <summary>Draws a delivery van.</summary>
    public static void Van(AgentShape van) => Draw(van, Style.Van);

    private static void Draw(AgentShape car, Style style)
    {
        (float length, float width, float h) = (car.Size.X, car.Size.Y, car.Size.Z);
        bool van = style == Style.Van;
        float half = length / 2, side = width / 2 - 0.075f, ground = style == Style.Suv ? 0.14f * h : van ? 0.1f * h : 0.125f * h;
        float low = van ? 0.74f : 1; // vans are high; their hoods are not
        float waist = 0.635f * h * low, hood = 0.55f * h * low, cowl = van ? half - 0.17f * length : style == Style.Suv ? 0.23f * length : 0.215f * length;
        float radius = style == Style.Suv ? 0.215f * h : van ? Math.Min(0.36f, 0.17f * h) : 0.222f * h;
        float[] axles = [-half + (van ? 0.21f : 0.20f) * length, half - 0.195f * length];
        VehicleBody body = new()
        {
            Paint = car.Model.Paint.Color(),
            Half = new(half, side),
            Height = h * low,
            Axles = axles,
            WheelRadius = radius,
            Gaps = van ? [cowl - 0.05f, cowl - 1.15f] : [cowl - 0.12f, -0.05f * length, -0.05f * length - 0.23f * length],
            HeadLamp = new Vector2(0.40f, 0.505f) * h * low,
            TailLamp = van ? new Vector2(0.40f, 0.60f) * h : new Vector2(0.47f, 0.60f) * h,
            LampWidth = van ? 0.16f : 0.20f * width,
            Braking = car.Braking,
        };
        float rearFoot = style switch { Style.Saloon => -half + 0.14f * length, _ => -half + 0.03f * length };
        float roof = h - 0.03f;
        Vector2[] cabin =
        [
            new(cowl + 0.06f, waist - 0.03f),
            new(cowl - (van ? 0.26f : 0.36f) * (h - waist) - (van ? 0.2f : 0.48f), roof),
            style switch { Style.Saloon => new(-0.19f * length, roof), Style.Hatchback => new(-half + 0.17f * length, roof - 0.03f), Style.Estate => new(-half + 0.10f * length, roof - 0.02f), Style.Suv => new(-half + 0.10f * length, roof), _ => new(-half + 0.03f, roof) },
            new(rearFoot, waist),
        ];
        Bodywork(car, body, cabin, ground, hood, waist, cowl, van);
        car.Part(new WheelFace(axles, radius));
        foreach (float axle in axles)
        {
            car.Mesh.Wheel(new(axle, side - 0.09f, radius), radius, 0.2f, 9);
            car.Mesh.Wheel(new(axle, 0.09f - side, radius), radius, 0.2f, 9);
        }
    }

    private static void Bodywork(AgentShape car, VehicleBody body, Vector2[] cabin, float ground, float hood, float waist, float cowl, bool van)
    {
        (float half, float side, float h) = (body.Half.X, body.Half.Y, car.Size.Z);
        // Nose and tail are narrower than the middle, and so is what is higher up.
        car.Mesh.Bend = p =>
        {
            float end = Math.Max(0, (Math.Abs(p.X) / half - 0.62f) / 0.38f), taper = van ? 0.05f : p.X > 0 ? 0.13f : 0.08f;
            return p with { Y = p.Y * (1 - taper * end * end) };
        };
        car.Part(new CoachWork(body));
        Vector2[] profile =
        [
            new(-half + 0.10f, ground), new(half - 0.12f, ground), new(half, 0.55f * hood), new(half - 0.05f, 0.86f * hood), new(half - 0.28f, hood),
            new(cowl, waist - 0.01f), new(cabin[3].X, waist + 0.01f), new(-half + 0.05f, 0.94f * waist), new(-half, 0.58f * waist),
        ];
        car.Mesh.Profile(profile, side, 0.07f);
        float foot = side - 0.05f, lean = van ? 0.10f : 0.30f;
        Func<Vector3, Vector3> plan = car.Mesh.Bend;
        car.Mesh.Bend = p => plan(p with { Y = p.Y * (1 - lean * Math.Max(0, p.Z - waist) / (foot + 0.1f)) });
        float[] pillars = van ? [cowl - 1.25f] : [-0.045f * car.Size.X, -0.26f * car.Size.X];
        car.Part(new Glasshouse(body.Paint, cabin, foot, pillars, van ? cowl - 1.3f : float.NegativeInfinity));
        Vector2 crown = new(0.45f * cabin[1].X + 0.55f * cabin[2].X, h);
        car.Mesh.Profile([cabin[3], cabin[0], cabin[1], crown, cabin[2]], foot, van ? 0.10f : 0.06f);
        car.Mesh.Bend = null;
        car.Part(new Plain(body.Paint * 0.8f, 0.05f, 200, 0));
        foreach (float s in (float[])[-1, 1])
        {
            car.Mesh.Ball(new(cowl - 0.25f, s * (side + 0.03f), waist + 0.05f), new(0.07f, 0.10f, 0.07f), 4, 2);
        }
    }
}
