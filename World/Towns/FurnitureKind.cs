namespace VoxPilot.World.Towns;

/// <summary>Kinds of street furniture.</summary>
public enum FurnitureKind
{
    /// <summary>A street lamp; its arm reaches over the carriageway, towards its yaw.</summary>
    Lamp,

    /// <summary>A give-way sign.</summary>
    GiveWaySign,

    /// <summary>A sign at a crossing.</summary>
    CrossingSign,

    /// <summary>A speed limit.</summary>
    SpeedSign,

    /// <summary>A short post that keeps cars away.</summary>
    Bollard,

    /// <summary>A bench.</summary>
    Bench,

    /// <summary>A bus stop with a shelter.</summary>
    BusShelter,

    /// <summary>A pole for wires.</summary>
    Pole,

    /// <summary>A box for electricity.</summary>
    Cabinet,

    /// <summary>A wall.</summary>
    Wall,

    /// <summary>A fence.</summary>
    Fence,

    /// <summary>A billboard or an advertising column.</summary>
    Column,
}
