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
            Vegetation.Temperate => (Tint.Of(0x536F38), Tint.Of(0x727549)),
            Vegetation.Tropical => (Tint.Of(0x466B33), Tint.Of(0x5F713B)),
            Vegetation.Northern => (Tint.Of(0x566A38), Tint.Of(0x7A754C)),
            Vegetation.Winter => (Tint.Of(0xE6EAF0), Tint.Of(0xC9CDD2)),
            _ => (Tint.Of(0x8F7C4C), Tint.Of(0xAB9064)),
        };
        Vector3 earth = style.Vegetation switch { Vegetation.Tropical => Tint.Of(0x9A5B3A), Vegetation.Dry => Tint.Of(0xB98F62), Vegetation.Winter => Tint.Of(0xB9B4AE), _ => Tint.Of(0x6F563C) };
        lawn = new Turf(style.Vegetation == Vegetation.Dry ? Tint.Of(0x8A9450) : lush, dry, 0);
        meadow = new Turf(lush * 0.92f, Tint.Mix(dry, earth, 0.25f), 1);
        sand = new Loose(style.Vegetation switch { Vegetation.Dry => Tint.Of(0xB89B70), Vegetation.Winter => Tint.Of(0xD8DADC), _ => Tint.Of(0xA8956F) }, 0.35f);
        soil = new Loose(earth, 0.5f);
        asphalt = new Asphalt(style.Architecture switch { Architecture.Modern => Tint.Of(0x4A4C50), Architecture.Industrial => Tint.Of(0x575552), _ => Tint.Of(0x504F4F) } * (style.Vegetation == Vegetation.Dry ? 1.2f : 1));
        slabs = style.Architecture switch
        {
            Architecture.OldTown => new Slabs(Tint.Of(0x877F72), 0.9f, 0.6f, 0.28f),
            Architecture.Modern => new Slabs(Tint.Of(0x8F8E8C), 1.2f, 1.2f, 0.10f),
            Architecture.Suburb => new Slabs(Tint.Of(0x8B857B), 0.6f, 0.6f, 0.14f),
            _ => new Slabs(Tint.Of(0x84817A), 0.5f, 0.5f, 0.12f),
        };
        cobbles = new Slabs(Tint.Of(0x6F675E), 0.22f, 0.14f, 0.5f);
        concrete = new Concrete(Tint.Of(0x8A867F));
        Kerb = new Plain(Tint.Of(0xA19D96), stains: 0.2f);
        White = new RoadPaint(Tint.Of(0xE4E4DF), Tint.Of(0x77767A));
        Yellow = new RoadPaint(Tint.Of(0xE3B02C), Tint.Of(0x77726A));
        Terrain = style.Vegetation == Vegetation.Dry ? new Turf(Tint.Of(0x9A8656), Tint.Of(0xB09468), 0.6f) : meadow;
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
