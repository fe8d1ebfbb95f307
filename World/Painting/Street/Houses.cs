using System.Numerics;

using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Painting.Street;

/// <summary>Builds rows of houses: fronts with windows, shops with awnings, cornices, roofs and chimneys.</summary>
internal static class Houses
{
    private static readonly Vector3[] Plaster =
        [Tint.Of(0xD9CDB4), Tint.Of(0xCFB48C), Tint.Of(0xD8D4CB), Tint.Of(0xC79F83), Tint.Of(0xB9C2B8), Tint.Of(0xDDBE93)];
    private static readonly Vector3[] Bricks = [Tint.Of(0x8F4A36), Tint.Of(0x7A4034), Tint.Of(0xA8664A), Tint.Of(0x8A6A55)];
    private static readonly Vector3[] Accents =
        [Tint.Of(0x1F4037), Tint.Of(0x7A1F22), Tint.Of(0x1E3A5C), Tint.Of(0x2B2B2E), Tint.Of(0x6B4A1E), Tint.Of(0x3E5E3A)];
    private static readonly Vector3[] Slates = [Tint.Of(0x6E3B2C), Tint.Of(0x59606A), Tint.Of(0x7B4A36)];

    /// <summary>A row of houses from <paramref name="from"/> to <paramref name="to"/> along the street; <paramref name="left"/> tells the side.</summary>
    public static IEnumerable<Shape> Row(float from, float to, float front, bool left, bool shops, RandomStream random)
    {
        for (float x = from; x < to - 3;)
        {
            float width = Math.Min(random.Between(7.5f, 12.5f), to - x);
            width = to - x - width < 5 ? to - x : width;
            Placement at = left ? new(new(x + width, front, 0), MathF.PI) : new(new(x, front, 0));
            bool brick = random.Index(5) < 2;
            FacadeStyle style = new()
            {
                Wall = random.Pick(brick ? Bricks : Plaster),
                Trim = brick ? Tint.Of(0xD8D0C0) : Tint.Of(0xEDE8DE),
                Accent = random.Pick(Accents),
                Width = width,
                GroundHeight = shops ? 3.9f : 3.4f,
                FloorHeight = random.Between(2.95f, 3.3f),
                Bay = random.Between(2.1f, 2.9f),
                WindowWidth = random.Between(1.0f, 1.35f),
                WindowHeight = random.Between(1.55f, 1.85f),
                Brick = brick,
                Shop = shops && random.Index(6) > 0,
                Corner = x <= from || x + width >= to - 0.1f,
                Seed = random.Index(1000),
            };
            foreach (Shape part in House(at, style, floors: 1 + random.Index(3), depth: 11, random))
            {
                yield return part;
            }
            x += width;
        }
    }

    /// <summary>One house of the given upper floors.</summary>
    public static IEnumerable<Shape> House(Placement at, FacadeStyle style, int floors, float depth, RandomStream random)
    {
        float eaves = style.GroundHeight + floors * style.FloorHeight + 0.35f, width = style.Width;
        Plain trim = new(style.Trim * 0.92f, 0, 5, 0.2f);
        yield return Solid.Block(at, new(0, -depth, 0), new(width, 0, eaves), new Facade(style));
        yield return Solid.Block(at, new(0, -depth, eaves - 0.30f), new(width, 0.28f, eaves), trim);
        yield return Solid.Block(at, new(0, -0.2f, eaves - 0.55f), new(width, 0.12f, eaves - 0.30f), trim);
        Placement across = new(at.Origin, MathF.Atan2(at.Turn(Vector3.UnitX).Y, at.Turn(Vector3.UnitX).X) + MathF.PI / 2); // x: into the street, y: back along it
        if (random.Index(4) > 0)
        {
            float rise = random.Between(2.2f, 3.4f);
            yield return Solid.Prism(
                across, [new(-depth, eaves), new(0.35f, eaves - 0.05f), new(-0.42f * depth, eaves + rise), new(-0.5f * depth, eaves + rise)], -width, 0, new Tiles(random.Pick(Slates)));
            foreach (float share in (float[])[0.12f, 0.88f])
            {
                float x = share * width;
                yield return Solid.Block(at, new(x - 0.35f, -0.45f * depth, eaves), new(x + 0.35f, -0.36f * depth, eaves + rise + 0.9f), new Plain(Bricks[0] * 0.8f));
            }
        }
        else
        {
            yield return Solid.Block(at, new(0, -0.25f, eaves), new(width, 0, eaves + 0.75f), new Plain(style.Wall, 0, 5, 0.2f));
            yield return Solid.Block(at, new(0, -0.32f, eaves + 0.75f), new(width, 0.07f, eaves + 0.87f), trim);
        }
        bool cloth = random.Index(2) == 0;
        Awning awning = new(random.Pick(Accents) * 1.6f);
        if (style.Shop && cloth)
        {
            float top = style.GroundHeight - 0.95f;
            yield return Solid.Prism(across, [new(0, top - 0.05f), new(1.25f, top - 0.62f), new(1.25f, top - 0.56f), new(0, top + 0.08f)], -width + 0.7f, -0.7f, awning);
            yield return Solid.Block(at, new(0.7f, 1.23f, top - 0.80f), new(width - 0.7f, 1.26f, top - 0.58f), new Plain(style.Trim * 0.8f));
        }
    }

    /// <summary>A broad house that closes the street's near end; its front looks along it.</summary>
    public static IEnumerable<Shape> Close(Vector3 corner, float width, RandomStream random)
    {
        FacadeStyle style = new() { Wall = Plaster[2], Trim = Tint.Of(0xEDE8DE), Accent = Accents[0], Width = width, Bay = 3, WindowWidth = 1.3f, WindowHeight = 1.9f, Seed = 8 };
        return House(new(corner, -MathF.PI / 2), style, floors: 3, depth: 14, random);
    }

    /// <summary>A church with a tower and a spire, seen at the street's end.</summary>
    public static IEnumerable<Shape> Church(Vector3 foot)
    {
        Vector3 stone = Tint.Of(0xB8A88C);
        FacadeStyle style = new()
        {
            Wall = stone, Trim = Tint.Of(0xD6C9AE), Accent = Tint.Of(0x3B2A1E), Width = 7, GroundHeight = 5, FloorHeight = 5.5f, Bay = 3.5f, WindowWidth = 1.1f, WindowHeight = 3, Seed = 1,
        };
        Placement west = new(foot + new Vector3(0, 3.5f, 0), -MathF.PI / 2);
        yield return Solid.Block(west, new(0, 0, 0), new(7, 7, 24), new Facade(style));
        yield return Solid.Block(west, new(-0.4f, -0.4f, 23.2f), new(7.4f, 7.4f, 24), new Plain(style.Trim));
        Placement middle = new(foot + new Vector3(3.5f, 0, 0));
        Tiles slate = new(Tint.Of(0x56606B));
        // The spire is where two wedges meet; each is as narrow as the other lets it be.
        yield return Solid.Prism(middle, [new(-3.6f, 24), new(3.6f, 24), new(0.05f, 38), new(-0.05f, 38)], -3.6f, 3.6f, slate, lean: 3.6f / 14, waist: 24);
        yield return Solid.Block(new(foot), new(6, -9, 0), new(34, 9, 12), new Facade(style with { Width = 28, GroundHeight = 3 }));
        yield return Solid.Prism(new(foot, MathF.PI / 2), [new(-9.6f, 12), new(9.6f, 12), new(0.3f, 19), new(-0.3f, 19)], -34, -6, slate);
    }
}
