using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>
/// A town as data: where cars drive, where people walk, what the ground is made of and what stands on it. Carriageways lie at z = 0,
/// pavements at <see cref="PavementHeight"/>. Metres; x, y of the town's frame, which is also the map's and nuScenes' global frame.
/// </summary>
public sealed record Town
{
    /// <summary>Height of pavements over the carriageway: that of a kerb, metres.</summary>
    public const double PavementHeight = 0.15;

    private GroundIndex? index;

    /// <summary>What it was made from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Its name, as <c>location</c> has it (nuScenes: singapore-onenorth); no two seeds share one, since it also names the map's file.</summary>
    public required string Name { get; init; }

    /// <summary>Architecture, vegetation, side of the road.</summary>
    public required TownStyle Style { get; init; }

    /// <summary>All lanes; the index is <see cref="Lane.Id"/>. Lanes of roads end at junctions, where connecting lanes take over.</summary>
    public required IReadOnlyList<Lane> Lanes { get; init; }

    /// <summary>All junctions; the index is <see cref="Junction.Id"/>.</summary>
    public required IReadOnlyList<Junction> Junctions { get; init; }

    /// <summary>All crossings; the index is <see cref="Crossing.Id"/>.</summary>
    public required IReadOnlyList<Crossing> Crossings { get; init; }

    /// <summary>The network that people walk on; the index is <see cref="Walkway.Id"/>.</summary>
    public required IReadOnlyList<Walkway> Walkways { get; init; }

    /// <summary>What covers the ground. Where areas overlap, the later one lies on top; where there is none, it is terrain at <see cref="HeightAt"/>.</summary>
    public required IReadOnlyList<GroundArea> Ground { get; init; }

    /// <summary>Paint on the carriageway.</summary>
    public required IReadOnlyList<Marking> Markings { get; init; }

    /// <summary>Buildings.</summary>
    public required IReadOnlyList<Building> Buildings { get; init; }

    /// <summary>Trees, hedges, bushes.</summary>
    public required IReadOnlyList<Plant> Plants { get; init; }

    /// <summary>Poles, signs, benches, walls: manmade things without a box of their own.</summary>
    public required IReadOnlyList<Furniture> Furniture { get; init; }

    /// <summary>Things that never move but are annotated with boxes: parked cars, barriers, cones, bins.</summary>
    public required IReadOnlyList<StandingObject> Objects { get; init; }

    /// <summary>Lowest corner of what the town covers.</summary>
    public required Vector2D Low { get; init; }

    /// <summary>Highest corner of what the town covers.</summary>
    public required Vector2D High { get; init; }

    /// <summary>Height of the open terrain (not of carriageways or pavements) at a place: gentle mounds that are 0.05 m wherever an area with another surface is near.</summary>
    public required Func<Vector2D, double> TerrainHeight { get; init; }

    /// <summary>Height of the ground at a place, whatever covers it.</summary>
    public double HeightAt(Vector2D p) => Covering(p) is { Class: not Core.OccupancyClass.Terrain } area ? area.Height : TerrainHeight(p);

    /// <summary>What the ground is at a place: a carriageway, other flat ground, a pavement or terrain.</summary>
    public Core.OccupancyClass GroundAt(Vector2D p) => Covering(p)?.Class ?? Core.OccupancyClass.Terrain;

    /// <summary>The topmost area at a place; null on open terrain.</summary>
    public GroundArea? Covering(Vector2D p)
    {
        // Threads may build it at the same time; they build the same.
        GroundIndex built = index is { } known && ReferenceEquals(known.Ground, Ground) ? known : index = new(Ground, Low, High);
        return built.At(p);
    }
}
