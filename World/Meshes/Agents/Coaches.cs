using System.Numerics;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Meshes.Agents;

/// <summary>Buses and trailers: long boxes on wheels.</summary>
internal static class Coaches
{
    /// <summary>Draws a bus.</summary>
    public static void Bus(AgentShape bus)
    {
        (float half, float h, float width) = (bus.Size.X / 2, bus.Size.Z, bus.Size.Y);
        float side = width / 2 - 0.09f, radius = 0.48f;
        float[] axles = [-half + 0.28f * bus.Size.X, half - Math.Min(2.7f, 0.24f * bus.Size.X)];
        VehicleBody body = new()
        {
            Paint = bus.Model.Paint.Color(),
            Half = new(half, side),
            Height = h,
            Axles = axles,
            WheelRadius = radius,
            Gaps = [],
            HeadLamp = new(0.62f, 0.86f),
            TailLamp = new(0.75f, 1.25f),
            LampWidth = 0.3f,
            Braking = bus.Braking,
        };
        bus.Part(new CoachSides(body, bus.Model.Seed % 2 == 1));
        bus.Mesh.Profile(
            [new(-half + 0.12f, 0.3f), new(half - 0.12f, 0.3f), new(half, 0.6f), new(half - 0.03f, 0.4f * h), new(half - 0.16f, 0.93f * h), new(half - 0.35f, 0.965f * h), new(-half + 0.2f, 0.965f * h), new(-half + 0.02f, 0.92f * h), new(-half, 0.6f)],
            side, 0.12f);
        bus.Part(new Plain(Tint.Of(0xC9CBC8)));
        bus.Mesh.Profile([new(-0.62f * half, 0.95f * h), new(0.3f * half, 0.95f * h), new(0.25f * half, h), new(-0.58f * half, h)], 0.6f * side, 0.05f);
        bus.Part(Cars.Black);
        foreach (float s in (float[])[-1, 1])
        {
            bus.Mesh.Box(new(half - 0.2f, s * (side - 0.05f), 0.60f * h), new(half - 0.08f, s * width / 2, 0.72f * h));
        }
        Lorries.Wheels(bus, axles, radius, side + 0.005f);
    }

    /// <summary>Draws a trailer with a box or a curtain.</summary>
    public static void Trailer(AgentShape trailer)
    {
        (float half, float h, float width) = (trailer.Size.X / 2, trailer.Size.Z, trailer.Size.Y);
        float radius = Math.Min(0.48f, 0.16f * h), deck = 2 * radius + 0.1f, bar = Math.Min(0.9f, 0.12f * trailer.Size.X), front = half - bar;
        bool large = trailer.Size.X > 7;
        float[] axles = large ? [-half + 1.5f, -half + 2.75f] : [-0.15f * half];
        (Vector3 low, Vector3 high) = (new(-half, -width / 2, deck), new Vector3(front, width / 2, h));
        trailer.Part(Cars.Black);
        trailer.Mesh.Box(new(-half + 0.1f, -0.4f, 0.95f * radius), new(front - 0.2f, 0.4f, deck));
        trailer.Mesh.Box(new(front - 0.4f, -0.07f, 0.95f * radius), new(half, 0.07f, 0.95f * radius + 0.16f));
        foreach (float s in (float[])[-0.8f, 0.8f])
        {
            trailer.Mesh.Box(new(front - 0.9f, s - 0.07f, 0.05f), new(front - 0.75f, s + 0.07f, deck));
        }
        Vector3 paint = trailer.Model.Paint.Color();
        trailer.Part(new CargoBox(paint, Tint.Mix(paint, Tint.Of(0xE8E8E2), 0.8f), low, high, trailer.Braking));
        trailer.Mesh.Profile([new(low.X, low.Z), new(high.X, low.Z), new(high.X, high.Z), new(low.X, high.Z)], width / 2, 0.03f, MeshBuilder.Flat);
        Lorries.Wheels(trailer, axles, radius, width / 2 - 0.08f);
    }
}
