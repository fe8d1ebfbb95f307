using System.Numerics;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Surfaces;

/// <summary>Measures and colours of a house's walls; local x, y from −half to +half, the front at +y, z from the ground.</summary>
internal sealed record HouseStyle
{
    private static readonly Vector3[] Plaster =
        [Tint.Of(0xD9CDB4), Tint.Of(0xD2B48A), Tint.Of(0xDAD6CC), Tint.Of(0xC99F83), Tint.Of(0xB5C0B6), Tint.Of(0xE0C294), Tint.Of(0xC8B7B0), Tint.Of(0xA9B7C4)];

    private static readonly Vector3[] Bricks = [Tint.Of(0x9A5440), Tint.Of(0x83483A), Tint.Of(0xAE6E50), Tint.Of(0x8E705C)];
    private static readonly Vector3[] Accents = [Tint.Of(0x1F4A3F), Tint.Of(0x8A2326), Tint.Of(0x22456E), Tint.Of(0x2E2E33), Tint.Of(0x7A5420), Tint.Of(0x4A6E44), Tint.Of(0x6B3F63)];
    private static readonly Vector3[] Panels = [Tint.Of(0xC9CBCB), Tint.Of(0x8E979E), Tint.Of(0xB8AFA2), Tint.Of(0x5E666E), Tint.Of(0xDEDCD6), Tint.Of(0xA7836A)];
    private static readonly Vector3[] Sheets = [Tint.Of(0xA9B1B5), Tint.Of(0x6F8796), Tint.Of(0xB7A98E), Tint.Of(0x7E8A72), Tint.Of(0x9C5F4C), Tint.Of(0xC5C6C2)];

    public required Architecture Architecture { get; init; }
    public required float HalfLength { get; init; }
    public required float HalfWidth { get; init; }
    public required float Height { get; init; }
    public required float FloorHeight { get; init; }
    public required bool Shop { get; init; }
    public required int Seed { get; init; }
    public required Vector3 Wall { get; init; }
    public required Vector3 Trim { get; init; }
    public required Vector3 Accent { get; init; }
    public required bool Brick { get; init; }
    public required float Bay { get; init; }
    public required float WindowWidth { get; init; }
    public required float WindowHeight { get; init; }
    public required float Sill { get; init; }

    /// <summary>The style of a building.</summary>
    public static HouseStyle Of(Building building)
    {
        RandomStream random = new(building.Seed, 0xF2);
        Architecture kind = building.Architecture;
        bool brick = kind is Architecture.OldTown or Architecture.Suburb && random.Chance(kind == Architecture.OldTown ? 0.45 : 0.35);
        Vector3[] walls = kind switch { Architecture.Modern => Panels, Architecture.Industrial => Sheets, _ => brick ? Bricks : Plaster };
        float floor = (float)building.FloorHeight;
        return new()
        {
            Architecture = kind,
            HalfLength = (float)building.Plot.Length / 2,
            HalfWidth = (float)building.Plot.Width / 2,
            Height = (float)building.Height,
            FloorHeight = floor,
            Shop = building.Shop,
            Seed = (int)(building.Seed % 100_000),
            Brick = brick,
            Wall = random.Pick(walls) * random.Between(0.9f, 1.05f),
            Trim = kind switch { Architecture.OldTown => brick ? Tint.Of(0xD8D0C0) : Tint.Of(0xEFEAE0), Architecture.Suburb => Tint.Of(0xF0EEE8), _ => Tint.Of(0x4A4E52) },
            Accent = random.Pick(Accents),
            Bay = kind switch { Architecture.OldTown => random.Between(2.2f, 2.9f), Architecture.Suburb => random.Between(2.9f, 3.6f), Architecture.Modern => random.Between(1.4f, 2.6f), _ => 5 },
            WindowWidth = kind == Architecture.Suburb ? random.Between(1.2f, 1.7f) : random.Between(1.0f, 1.3f),
            WindowHeight = kind == Architecture.Suburb ? 1.25f : 0.55f * floor,
            Sill = kind == Architecture.Suburb ? 0.9f : 0.27f * floor,
        };
    }
}
