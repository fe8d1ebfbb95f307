using System.Numerics;

using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Painting.Street;

/// <summary>Builds cars, vans and trucks of convex parts. Local x is forward, z = 0 the ground, the origin below the middle.</summary>
internal static class Vehicles
{
    private static readonly Plain Black = new(new(0.015f), 0.02f, 30);
    private static readonly Plain Rubber = new(new(0.012f), 0, 5);
    private static readonly Plain Chrome = new(new(0.45f), 0.25f, 120);
    private static readonly Plain Plate = new(new(0.72f, 0.72f, 0.66f), 0.02f, 20, 0);

    /// <summary>A passenger car, 4.1 to 4.7 m long.</summary>
    public static IEnumerable<Shape> Car(Placement at, Vector3 color, CarKind kind, bool braking = false)
    {
        float half = kind switch { CarKind.Hatchback => 2.02f, CarKind.Suv => 2.25f, _ => 2.3f };
        float up = kind == CarKind.Suv ? 0.14f : 0;
        const float Side = 0.90f;
        Vector2[] body =
        [
            new(-half + 0.10f, 0.22f + up), new(half - 0.14f, 0.22f + up), new(half, 0.46f + up), new(half - 0.06f, 0.68f + up), new(half - 0.55f, 0.80f + up),
            new(0.95f, 0.93f + up), new(-1.5f, 0.97f + up), new(-half + 0.08f, 0.90f + up), new(-half, 0.56f + up),
        ];
        yield return Solid.Prism(at, body, -Side, Side, new CarPaint(color, half, doors: true), lean: 0.09f, waist: 0.28f);
        float roof = up + (kind == CarKind.Suv ? 1.58f : 1.45f), foot = 0.90f + up;
        Vector2[] cabin = kind switch
        {
            CarKind.Saloon => [new(1.10f, foot), new(0.30f, roof - 0.03f), new(-0.95f, roof - 0.05f), new(-1.72f, foot)],
            CarKind.Hatchback => [new(1.08f, foot), new(0.35f, roof - 0.02f), new(-1.45f, roof - 0.08f), new(-half + 0.12f, foot)],
            _ => [new(1.15f, foot), new(0.48f, roof - 0.02f), new(-1.80f, roof - 0.04f), new(-half + 0.10f, foot)],
        };
        Vector2 crown = new(0.5f * (cabin[1].X + cabin[2].X), roof + 0.015f);
        yield return Solid.Prism(
            at, [cabin[3], cabin[0], cabin[1], crown, cabin[2]], -0.83f, 0.83f, new CarCabin(color, foot + 0.08f, roof - 0.10f, cabin), lean: 0.36f, waist: foot);
        foreach (Shape part in Running(at, half, 1.36f, Side, 0.33f, up))
        {
            yield return part;
        }
        foreach (Shape part in Lamps(at, half, Side, up, braking))
        {
            yield return part;
        }
        yield return Solid.Block(at, new(half - 0.06f, -0.42f, 0.50f + up), new(half + 0.012f, 0.42f, 0.62f + up), Black);
        yield return Solid.Block(at, new(half - 0.03f, -0.26f, 0.385f + up), new(half + 0.025f, 0.26f, 0.495f + up), Plate);
        yield return Solid.Block(at, new(-half - 0.02f, -0.26f, 0.58f + up), new(-half + 0.1f, 0.26f, 0.69f + up), Plate);
        foreach (float side in (float[])[-1, 1])
        {
            yield return new Blob(at.ToWorld(new(0.72f, side * 0.98f, 1.0f + up)), new(0.09f, 0.11f, 0.075f), new Plain(color, 0.05f, 200, 0));
        }
    }

    /// <summary>A delivery van, 5.4 m long.</summary>
    public static IEnumerable<Shape> Van(Placement at, Vector3 color)
    {
        const float Half = 2.7f, Side = 0.98f, Roof = 2.35f;
        yield return Solid.Prism(
            at, [new(-Half + 0.05f, 0.32f), new(Half - 0.15f, 0.32f), new(Half, 0.55f), new(Half - 0.08f, 0.95f), new(1.95f, 1.15f), new(-Half, 1.16f), new(-Half, 0.5f)],
            -Side, Side, new CarPaint(color, Half, doors: true), lean: 0.03f, waist: 0.3f);
        Vector2[] cabin = [new(2.02f, 1.12f), new(1.22f, Roof - 0.10f), new(-Half + 0.06f, Roof), new(-Half, 1.12f)];
        yield return Solid.Prism(
            at, [cabin[3], cabin[0], cabin[1], new(0.7f, Roof + 0.02f), cabin[2]], -Side + 0.01f, Side - 0.01f, new CarCabin(color, 1.22f, 1.95f, cabin, panels: true), lean: 0.10f, waist: 1.12f);
        yield return Solid.Block(at, new(Half - 0.12f, -0.6f, 0.62f), new(Half + 0.01f, 0.6f, 0.80f), Black);
        foreach (Shape part in Running(at, Half, 1.75f, Side, 0.35f, 0.05f).Concat(Lamps(at, Half, Side, 0.14f, braking: false)))
        {
            yield return part;
        }
    }

    /// <summary>A box truck, 7.4 m long.</summary>
    public static IEnumerable<Shape> Truck(Placement at, Vector3 cab, Vector3 box)
    {
        const float Half = 3.7f, Side = 1.15f;
        yield return Solid.Prism(
            at, [new(1.95f, 0.45f), new(Half - 0.05f, 0.45f), new(Half, 0.9f), new(Half - 0.05f, 1.35f), new(1.95f, 1.35f)], -Side, Side, new CarPaint(cab, Half, doors: false));
        Vector2[] front = [new(Half - 0.06f, 1.33f), new(Half - 0.30f, 2.5f), new(1.95f, 2.55f), new(1.95f, 1.33f)];
        yield return Solid.Prism(at, [front[3], front[0], front[1], front[2]], -Side, Side, new CarCabin(cab, 1.40f, 2.2f, front), lean: 0.06f, waist: 1.33f);
        yield return Solid.Block(at, new(-Half, -Side - 0.07f, 0.95f), new(1.82f, Side + 0.07f, 3.25f), new Plain(box, 0.02f, 15, 0.10f));
        yield return Solid.Block(at, new(-Half, -Side - 0.09f, 0.93f), new(1.84f, Side + 0.09f, 1.05f), Chrome);
        yield return Solid.Block(at, new(-Half + 0.1f, -0.5f, 0.55f), new(2.2f, 0.5f, 0.95f), Black);
        yield return Solid.Block(at, new(Half - 0.08f, -0.7f, 0.80f), new(Half + 0.01f, 0.7f, 1.08f), Black);
        foreach (Shape part in Running(at, Half, 2.4f, Side, 0.46f, 0).Concat(Lamps(at, Half, Side, 0.16f, braking: false)))
        {
            yield return part;
        }
    }

    private static IEnumerable<Shape> Running(Placement at, float half, float axle, float side, float radius, float up)
    {
        foreach (float x in (float[])[-axle, Math.Min(axle, half - 0.8f)])
        {
            foreach (float y in (float[])[-1, 1])
            {
                Vector3 hub = new(x, y * (side - 0.10f), radius);
                yield return Solid.Wheel(at, hub with { Y = y * (side - 0.085f) }, radius + 0.055f + up / 3, 0.20f, Rubber);
                yield return Solid.Wheel(at, hub, radius, 0.25f, new Tyre(hub, radius));
            }
        }
        yield return Solid.Block(at, new(-half + 0.3f, -side + 0.1f, 0.16f), new(half - 0.3f, side - 0.1f, 0.3f + up), Black);
    }

    private static IEnumerable<Shape> Lamps(Placement at, float half, float side, float up, bool braking)
    {
        Plain head = new(new(0.75f, 0.77f, 0.80f), 0.20f, 150, 0, new(0.25f, 0.25f, 0.27f));
        Plain tail = new(new(0.42f, 0.012f, 0.010f), 0.08f, 100, 0, braking ? new(1.1f, 0.05f, 0.03f) : new(0.05f, 0, 0));
        foreach (float y in (float[])[-1, 1])
        {
            (float inner, float outer) = y < 0 ? (-side + 0.02f, -side + 0.36f) : (side - 0.36f, side - 0.02f);
            yield return Solid.Prism(at, [new(half - 0.35f, 0.56f + up), new(half + 0.004f, 0.56f + up), new(half - 0.02f, 0.685f + up), new(half - 0.35f, 0.72f + up)], inner, outer, head);
            yield return Solid.Block(at, new(-half - 0.012f, Math.Min(inner, outer), 0.70f + up), new(-half + 0.28f, Math.Max(inner, outer), 0.86f + up), tail);
        }
    }
}
