namespace VoxPilot.World.Painting.Street;

/// <summary>Shapes of passenger cars.</summary>
internal enum CarKind
{
    /// <summary>Three boxes.</summary>
    Saloon,

    /// <summary>Short, steep at the back.</summary>
    Hatchback,

    /// <summary>High.</summary>
    Suv,
}
