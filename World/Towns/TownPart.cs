namespace VoxPilot.World.Towns;

/// <summary>Parts of a town that draw random numbers of their own, so that a change of one does not move the others.</summary>
internal enum TownPart : ulong
{
    /// <summary>Architecture, vegetation, traffic, name.</summary>
    Style = 0x7041,
    /// <summary>Which places are joined.</summary>
    Graph,
    /// <summary>How streets bend.</summary>
    Paths,
    /// <summary>Cross-sections.</summary>
    Profiles,
    /// <summary>Corners and priorities.</summary>
    Junctions,
    /// <summary>Crossings and parking.</summary>
    Crossings,
    /// <summary>Materials.</summary>
    Ground,
    /// <summary>Houses.</summary>
    Buildings,
    /// <summary>Trees, hedges, bushes.</summary>
    Plants,
    /// <summary>Lamps, signs, benches.</summary>
    Furniture,
    /// <summary>Parked vehicles and things that stand about.</summary>
    Objects,
    /// <summary>Road works.</summary>
    Works,
    /// <summary>Mounds.</summary>
    Terrain,
}
