namespace VoxPilot.World.Towns;

/// <summary>Kinds of plants.</summary>
public enum PlantKind
{
    /// <summary>A broad-leaved tree.</summary>
    Broadleaf,

    /// <summary>A conifer.</summary>
    Conifer,

    /// <summary>A palm.</summary>
    Palm,

    /// <summary>A bush.</summary>
    Bush,

    /// <summary>A cut hedge.</summary>
    Hedge,
}
