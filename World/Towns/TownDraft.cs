using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Towns;

/// <summary>A town in the making, for traffic that keeps to the right.</summary>
internal sealed class TownDraft
{
    /// <summary>Width of the country around the outermost streets, metres.</summary>
    private const double Margin = 62;

    private readonly int[,] blockBeside;
    private GroundIndex? groundIndex;
    private Relief? relief;

    public TownDraft(ulong seed, TownStyle style)
    {
        (Seed, Style) = (seed, style);
        RandomStream random = Stream(TownPart.Graph);
        double spacing = style.Architecture switch { Architecture.OldTown => 84, Architecture.Modern => 104, Architecture.Suburb => 90, _ => 102 };
        StreetGraph graph = StreetGraph.Draw(random, 4, spacing < 88 && random.Chance(0.6) ? 5 : 4, spacing);
        Roads = MakeRoads(graph);
        Junctions = JunctionPlan.All(graph, Roads, Stream(TownPart.Junctions));
        CrossingPlan.Draw(Roads, Stream(TownPart.Crossings));
        Vector2D[] points = [.. Roads.SelectMany(road => road.Path.Middle.Points)];
        Low = new(Math.Floor(points.Min(p => p.X) - Margin), Math.Floor(points.Min(p => p.Y) - Margin));
        High = new(Math.Ceiling(points.Max(p => p.X) + Margin), Math.Ceiling(points.Max(p => p.Y) + Margin));
        Blocks = Block.All(Roads, Junctions, Low, High);
        blockBeside = new int[Roads.Count, 2];
        foreach (Block block in Blocks)
        {
            foreach ((Road road, int side) in block.Sides)
            {
                blockBeside[road.Id, side > 0 ? 0 : 1] = block.Id;
            }
        }
        Network = LaneNetwork.Build(Roads, Junctions);
        Taken = new(Low, High);
    }

    /// <summary>What it is made from.</summary>
    public ulong Seed { get; }

    /// <summary>What it looks like.</summary>
    public TownStyle Style { get; }

    /// <summary>Streets between junctions.</summary>
    public IReadOnlyList<Road> Roads { get; }

    /// <summary>Where they meet.</summary>
    public IReadOnlyList<JunctionPlan> Junctions { get; }

    /// <summary>What lies between them.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>The lanes.</summary>
    public LaneNetwork Network { get; }

    /// <summary>Lowest corner.</summary>
    public Vector2D Low { get; }

    /// <summary>Highest corner.</summary>
    public Vector2D High { get; }

    /// <summary>Where something stands already.</summary>
    public FootprintIndex Taken { get; }

    /// <summary>What covers the ground.</summary>
    public List<GroundArea> Ground { get; } = [];

    /// <summary>Paint.</summary>
    public List<Marking> Markings { get; } = [];

    /// <summary>Houses.</summary>
    public List<Building> Buildings { get; } = [];

    /// <summary>Plants.</summary>
    public List<Plant> Plants { get; } = [];

    /// <summary>Furniture.</summary>
    public List<Furniture> Furniture { get; } = [];

    /// <summary>Things with boxes.</summary>
    public List<StandingObject> Objects { get; } = [];

    /// <summary>Building sites: fenced places where a house will stand.</summary>
    public List<Footprint> Sites { get; } = [];

    /// <summary>Stretches of parking strips that road works occupy: nobody parks there.</summary>
    public List<(Road Road, int Side, double From, double To)> Closed { get; } = [];

    /// <summary>The block on a side of a road.</summary>
    public Block BlockBeside(Road road, int side) => Blocks[blockBeside[road.Id, side > 0 ? 0 : 1]];

    /// <summary>Height of the ground at a place; ground and houses must be finished.</summary>
    public double HeightAt(Vector2D p) => (groundIndex ??= new(Ground, Low, High)).At(p) is { Class: not Core.OccupancyClass.Terrain } area ? area.Height : Relief.HeightAt(p);

    /// <summary>Height of the open terrain; ground and houses must be finished.</summary>
    public Relief Relief => relief ??= Relief.Of(this);

    /// <summary>Adds a thing with a box if its place is free.</summary>
    public bool TryStand(AgentModel model, Vector2D place, double yaw)
    {
        StandingObject thing = new(model, place.At(HeightAt(place)), Angles.Wrap(yaw));
        bool free = Taken.TryTake(thing.Footprint);
        if (free)
        {
            Objects.Add(thing);
        }
        return free;
    }

    /// <summary>The random numbers of a part.</summary>
    public RandomStream Stream(TownPart part) => new(Seed, (ulong)part);

    private Road[] MakeRoads(StreetGraph graph)
    {
        List<StreetPath> paths = StreetPath.All(graph, Stream(TownPart.Paths));
        RandomStream random = Stream(TownPart.Profiles);
        int lines = graph.Rows + graph.Columns, main = random.Index(graph.Rows), mainAcross = graph.Rows + random.Index(graph.Columns);
        RoadProfile[] profiles = [.. Enumerable.Range(0, lines).Select(line => RoadProfile.Draw(Style.Architecture, line == main || line == mainAcross, random))];
        return [.. paths.Select((path, i) => new Road(i, path, profiles[path.Line]))];
    }
}
