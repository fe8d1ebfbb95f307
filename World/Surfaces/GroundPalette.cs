using System.Numerics;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Surfaces;

/// <summary>What the ground of a town looks like: grass and sand by vegetation, stones by architecture.</summary>
internal sealed class GroundPalette
{
    private readonly Surface asphalt, slabs, cobbles, concrete, lawn, meadow, sand, soil;

    public GroundPalette(TownStyle style)
    {
        (Vector3 lush, Vector3 dry) = style.Vegetation switch
        {
            Vegetation.Temperate => (Tint.Of(0x5C8A32), Tint.Of(0x86934A)),
            Vegetation.Tropical => (Tint.Of(0x4A8C2B), Tint.Of(0x6A8B36)),
            Vegetation.Northern => (Tint.Of(0x63793F), Tint.Of(0x8C8656)),
            _ => (Tint.Of(0xA9925C), Tint.Of(0xC7AB78)),
        };
        Vector3 earth = style.Vegetation switch { Vegetation.Tropical => Tint.Of(0x9A5B3A), Vegetation.Dry => Tint.Of(0xB98F62), _ => Tint.Of(0x6F563C) };
        lawn = new Turf(style.Vegetation == Vegetation.Dry ? Tint.Of(0x8A9450) : lush, dry, 0);
        meadow = new Turf(lush * 0.92f, Tint.Mix(dry, earth, 0.25f), 1);
        sand = new Loose(style.Vegetation == Vegetation.Dry ? Tint.Of(0xD3B587) : Tint.Of(0xC2AE86), 0.35f);
        soil = new Loose(earth, 0.5f);
        asphalt = new Asphalt(style.Architecture switch { Architecture.Modern => Tint.Of(0x55575B), Architecture.Industrial => Tint.Of(0x64625E), _ => Tint.Of(0x5C5B5A) } * (style.Vegetation == Vegetation.Dry ? 1.2f : 1));
        slabs = style.Architecture switch
        {
            Architecture.OldTown => new Slabs(Tint.Of(0xA39A8B), 0.9f, 0.6f, 0.28f),
            Architecture.Modern => new Slabs(Tint.Of(0xB1B0AD), 1.2f, 1.2f, 0.10f),
            Architecture.Suburb => new Slabs(Tint.Of(0xAAA397), 0.6f, 0.6f, 0.14f),
            _ => new Slabs(Tint.Of(0x9B9890), 0.5f, 0.5f, 0.12f),
        };
        cobbles = new Slabs(Tint.Of(0x837A70), 0.22f, 0.14f, 0.5f);
        concrete = new Concrete(Tint.Of(0xA6A29A));
        Kerb = new Plain(Tint.Of(0xB4B0A8), stains: 0.2f);
        White = new RoadPaint(Tint.Of(0xE4E4DF), Tint.Of(0x77767A));
        Yellow = new RoadPaint(Tint.Of(0xE3B02C), Tint.Of(0x77726A));
        Terrain = style.Vegetation == Vegetation.Dry ? new Turf(Tint.Of(0xB9A06C), Tint.Of(0xCDB182), 0.6f) : meadow;
    }

    /// <summary>Open terrain.</summary>
    public Surface Terrain { get; }

    /// <summary>Kerb stones.</summary>
    public Surface Kerb { get; }

    /// <summary>White road paint.</summary>
    public Surface White { get; }

    /// <summary>Yellow road paint.</summary>
    public Surface Yellow { get; }

    /// <summary>What a material looks like.</summary>
    public Surface Of(GroundMaterial material) => material switch
    {
        GroundMaterial.Asphalt => asphalt,
        GroundMaterial.Slabs => slabs,
        GroundMaterial.Cobbles => cobbles,
        GroundMaterial.Concrete => concrete,
        GroundMaterial.Lawn => lawn,
        GroundMaterial.Meadow => meadow,
        GroundMaterial.Sand => sand,
        _ => soil,
    };
}
