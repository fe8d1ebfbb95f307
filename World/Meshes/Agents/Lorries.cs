using System.Numerics;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Meshes.Agents;

/// <summary>Lorries: a cab, a chassis on wheels, and a box or a tipper's tray.</summary>
internal static class Lorries
{
    private static readonly Vector3[] Boxes = [Tint.Of(0xE2E2DD), Tint.Of(0xD8D5CA), Tint.Of(0xC9CED2), Tint.Of(0xE8E4DA)];
    private static readonly Vector3[] Stripes = [Tint.Of(0xC33A2E), Tint.Of(0x2E6DB0), Tint.Of(0x3E8A4E), Tint.Of(0xE0A030), Tint.Of(0x6A4A8A)];

    /// <summary>Draws a lorry, or a van where it is low.</summary>
    public static void Draw(AgentShape lorry)
    {
        (float length, float width, float h) = (lorry.Size.X, lorry.Size.Y, lorry.Size.Z);
        if (h < 2.65f)
        {
            Cars.Van(lorry);
            return;
        }
        float half = length / 2, side = width / 2 - 0.06f, cab = Math.Min(2.0f, 0.34f * length), radius = Math.Min(0.48f, 0.16f * h), deck = 2.05f * radius + 0.12f;
        float cabHeight = Math.Min(0.86f * h, deck + 1.9f), back = half - cab, window = deck + 0.42f * (cabHeight - deck);
        float[] axles = length > 8.5f ? [-half + 1.2f, -half + 2.45f, half - 1.15f] : [-half + Math.Min(1.6f, 0.24f * length), half - Math.Min(1.15f, 0.17f * length)];
        VehicleBody body = new()
        {
            Paint = lorry.Model.Paint.Color(),
            Half = new(half, side),
            Height = 1.8f,
            Axles = axles,
            WheelRadius = radius,
            Gaps = [back + 0.25f],
            HeadLamp = new(0.62f, 0.84f),
            TailLamp = new(0.5f, 0.6f),
            LampWidth = 0.42f,
            Braking = lorry.Braking,
        };
        lorry.Part(Cars.Black);
        lorry.Mesh.Box(new(-half + 0.05f, -0.45f, 0.9f * radius), new(back + 0.2f, 0.45f, deck));
        lorry.Part(new CoachWork(body));
        lorry.Mesh.Profile([new(back, 0.36f), new(half - 0.04f, 0.36f), new(half, 0.8f), new(half - 0.03f, window), new(back, window)], side, 0.06f);
        Vector2[] cabin = [new(half - 0.03f, window - 0.02f), new(half - 0.22f, cabHeight - 0.04f), new(back + 0.05f, cabHeight), new(back, window - 0.02f)];
        lorry.Part(new Glasshouse(body.Paint, cabin, side, [], back + 0.55f));
        lorry.Mesh.Profile([cabin[3], cabin[0], cabin[1], cabin[2]], side - 0.01f, 0.06f);
        lorry.Part(Cars.Black);
        foreach (float s in (float[])[-1, 1])
        {
            lorry.Mesh.Box(new(half - 0.28f, s * side, window + 0.05f), new(half - 0.18f, s * width / 2, window + 0.5f));
        }
        if (lorry.Model.Seed % 3 == 0)
        {
            Tray(lorry, body.Paint, -half, back - 0.12f, width / 2, deck, h);
        }
        else
        {
            (Vector3 low, Vector3 high) = (new(-half, -width / 2, deck - 0.05f), new Vector3(back - 0.10f, width / 2, h));
            lorry.Part(new CargoBox(Boxes[lorry.Model.Seed / 3 % 4], Stripes[lorry.Model.Seed / 12 % 5], low, high, lorry.Braking));
            lorry.Mesh.Profile([new(low.X, low.Z), new(high.X, low.Z), new(high.X, high.Z), new(low.X, high.Z)], width / 2, 0.03f, MeshBuilder.Flat);
        }
        Wheels(lorry, axles, radius, side);
    }

    /// <summary>Wheels at both sides of each axle.</summary>
    internal static void Wheels(AgentShape vehicle, float[] axles, float radius, float side)
    {
        vehicle.Part(new WheelFace(axles, radius, 0.55f));
        foreach (float axle in axles)
        {
            vehicle.Mesh.Wheel(new(axle, side - 0.14f, radius), radius, 0.3f, 10);
            vehicle.Mesh.Wheel(new(axle, 0.14f - side, radius), radius, 0.3f, 10);
        }
    }

    // A tipper: sides that lean outwards, a load of gravel, lamps behind.
    private static void Tray(AgentShape lorry, Vector3 paint, float rear, float front, float side, float deck, float h)
    {
        (Vector3 low, Vector3 high) = (new(rear, -side, deck), new Vector3(front, side, 0.72f * h));
        Vector3[] Ring(float z, float inset) => [new(rear + inset, -side + inset, z), new(front - inset, -side + inset, z), new(front - inset, side - inset, z), new(rear + inset, side - inset, z)];
        lorry.Part(new CargoBox(paint * 0.9f, paint * 0.9f, low, high, lorry.Braking));
        lorry.Mesh.Loft(MeshBuilder.Flat, Ring(deck, 0.15f), Ring(high.Z, 0), Ring(high.Z, 0.08f), Ring(high.Z - 0.3f, 0.10f));
        lorry.Part(new Plain(Tint.Of(0x8A7B68), stains: 0.4f));
        Vector3 top = new((rear + front) / 2, 0, h);
        lorry.Mesh.Loft(0.5f, Ring(high.Z - 0.28f, 0.10f), [.. Ring(h - 0.12f, 0.1f).Select(p => top with { Z = p.Z } + 0.5f * (p - top with { Z = p.Z }))], [top, top, top, top]);
    }
}
