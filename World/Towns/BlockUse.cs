namespace VoxPilot.World.Towns;

/// <summary>What a block is used for.</summary>
internal enum BlockUse
{
    /// <summary>Houses with gardens or open ground between.</summary>
    Gardens,

    /// <summary>Houses on paved ground: courts, plazas, yards.</summary>
    Paved,

    /// <summary>A park.</summary>
    Park,
}
