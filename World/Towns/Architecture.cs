namespace VoxPilot.World.Towns;

/// <summary>How houses look.</summary>
public enum Architecture
{
    /// <summary>Brick and stucco rows of three to five floors, shops below.</summary>
    OldTown,

    /// <summary>Glass and concrete, up to a dozen floors, set back.</summary>
    Modern,

    /// <summary>Detached houses with pitched roofs, gardens, hedges.</summary>
    Suburb,

    /// <summary>Halls, sheds, fences and yards.</summary>
    Industrial,
}
