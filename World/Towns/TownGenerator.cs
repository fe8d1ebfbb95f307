using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>Makes towns from seeds.</summary>
public static class TownGenerator
{
    private static readonly string[] Beginnings = ["Alder", "Birken", "Clay", "Dorn", "Elm", "Fern", "Green", "Hazel", "Iver", "Kirk", "Lind", "Mar", "Nor", "Oster", "Pine", "Quarry", "Rosen", "Stone", "Tal", "Wester"];
    private static readonly string[] Endings = ["au", "bach", "bridge", "burg", "dale", "field", "ford", "hafen", "ham", "heim", "hill", "mouth", "stad", "stead", "wick"];

    /// <summary>The town of a seed: always the same.</summary>
    public static Town Create(ulong seed)
    {
        RandomStream random = new(seed, (ulong)TownPart.Style);
        TownStyle style = Style(random);
        string name = random.Pick(Beginnings) + random.Pick(Endings);
        return Create(seed, style, name);
    }

    /// <summary>The town of a seed with other plants: streets, houses and traffic are where they were.</summary>
    public static Town Create(ulong seed, Vegetation vegetation) => Create(seed, Style(new(seed, (ulong)TownPart.Style)) with { Vegetation = vegetation });

    /// <summary>The town of a seed in a style of choice.</summary>
    public static Town Create(ulong seed, TownStyle style)
    {
        RandomStream random = new(seed, (ulong)TownPart.Style);
        (_, _, _) = (random.Next(), random.Next(), random.Next());
        return Create(seed, style, random.Pick(Beginnings) + random.Pick(Endings));
    }

    private static TownStyle Style(RandomStream random) => new((Architecture)random.Index(4), (Vegetation)random.Index(4), random.Chance(0.25));

    private static Town Create(ulong seed, TownStyle style, string name)
    {
        TownDraft draft = new(seed, style);
        GroundPlan.Streets(draft);
        StreetMarkings.Paint(draft);
        BlockPlan.Place(draft);
        BuildingPlan.Place(draft);
        RoadWorks.Place(draft);
        FurniturePlan.Place(draft);
        ParkedVehicles.Place(draft);
        SmallThings.Place(draft);
        PlantPlan.Place(draft);
        Town town = new()
        {
            Seed = seed,
            Name = $"{name.ToLowerInvariant()}-{seed}",
            Style = style,
            Lanes = draft.Network.Lanes,
            Junctions = draft.Network.Junctions,
            Crossings = CrossingPlan.Build(draft.Roads, draft.Network),
            Walkways = WalkwayPlan.Build(draft.Roads, draft.Junctions),
            Ground = draft.Ground,
            Markings = draft.Markings,
            Buildings = draft.Buildings,
            Plants = draft.Plants,
            Furniture = draft.Furniture,
            Objects = draft.Objects,
            Low = draft.Low,
            High = draft.High,
            TerrainHeight = draft.Relief.HeightAt,
        };
        return style.LeftHandTraffic ? TownMirror.Mirrored(town) : town;
    }
}
