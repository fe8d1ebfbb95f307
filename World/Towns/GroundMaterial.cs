namespace VoxPilot.World.Towns;

/// <summary>What a piece of ground is made of.</summary>
public enum GroundMaterial
{
    /// <summary>Carriageway.</summary>
    Asphalt,

    /// <summary>Slabs of a pavement.</summary>
    Slabs,

    /// <summary>Small stones of an old town's street or square.</summary>
    Cobbles,

    /// <summary>Poured concrete: yards, islands, modern pavements.</summary>
    Concrete,

    /// <summary>Mown grass.</summary>
    Lawn,

    /// <summary>Rough grass.</summary>
    Meadow,

    /// <summary>Sand and gravel.</summary>
    Sand,

    /// <summary>Bare soil.</summary>
    Soil,
}
