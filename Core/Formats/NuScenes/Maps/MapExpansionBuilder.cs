using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>Collects a map from outlines and middles of lanes; tokens follow from the order of calls.</summary>
public sealed class MapExpansionBuilder
{
    private readonly string name;
    private readonly List<MapNode> nodes = [];
    private readonly List<MapLine> lines = [];
    private readonly List<MapPolygon> polygons = [];
    private readonly List<MapDrivableArea> drivable = [];
    private readonly List<MapRoadSegment> segments = [];
    private readonly List<MapRoadBlock> blocks = [];
    private readonly List<MapLane> lanes = [];
    private readonly List<MapLaneConnector> connectors = [];
    private readonly List<MapPedCrossing> crossings = [];
    private readonly List<MapWalkway> walkways = [];
    private readonly List<MapStopLine> stops = [];
    private readonly Dictionary<string, MapLaneLinks> links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<MapArc>> arcs = new(StringComparer.Ordinal);

    /// <summary>Begins the map of a location.</summary>
    public MapExpansionBuilder(string location) => name = location;

    /// <summary>Adds one drivable area of several polygons.</summary>
    public string AddDrivableArea(IEnumerable<MapOutline> areas)
    {
        string token = Next("drivable_area", drivable.Count);
        drivable.Add(new() { Token = token, PolygonTokens = [.. areas.Select(Polygon)] });
        return token;
    }

    /// <summary>Adds a piece of road or an intersection.</summary>
    public string AddRoadSegment(MapOutline area, bool isIntersection, string drivableArea)
    {
        string token = Next("road_segment", segments.Count);
        segments.Add(new() { Token = token, PolygonToken = Polygon(area), IsIntersection = isIntersection, DrivableAreaToken = drivableArea });
        return token;
    }

    /// <summary>Adds neighbouring lanes of one direction.</summary>
    public string AddRoadBlock(MapOutline area, IReadOnlyList<Vector2D> fromEdge, IReadOnlyList<Vector2D> toEdge, string roadSegment)
    {
        string token = Next("road_block", blocks.Count);
        blocks.Add(new() { Token = token, PolygonToken = Polygon(area), FromEdgeLineToken = Line(fromEdge), ToEdgeLineToken = Line(toEdge), RoadSegmentToken = roadSegment });
        return token;
    }

    /// <summary>Token of the lane or lane connector with a number of the caller's; known before the lane is added, so that lanes can name each other.</summary>
    public string LaneToken(int id) => Next("lane", id);

    /// <summary>Adds a lane of a road.</summary>
    /// <param name="id">The caller's number of it, unique among lanes and connectors.</param>
    /// <param name="area">What it covers.</param>
    /// <param name="fromEdge">The line where it begins.</param>
    /// <param name="toEdge">The line where it ends.</param>
    /// <param name="middle">Its middle.</param>
    /// <param name="incoming">Numbers of lanes that end where it begins.</param>
    /// <param name="outgoing">Numbers of lanes that begin where it ends.</param>
    public void AddLane(
        int id, MapOutline area, IReadOnlyList<Vector2D> fromEdge, IReadOnlyList<Vector2D> toEdge, IReadOnlyList<MapArc> middle, IEnumerable<int> incoming, IEnumerable<int> outgoing)
    {
        lanes.Add(new()
        {
            Token = LaneToken(id),
            PolygonToken = Polygon(area),
            LaneType = "CAR",
            FromEdgeLineToken = Line(fromEdge),
            ToEdgeLineToken = Line(toEdge),
            LeftLaneDividerSegments = [],
            RightLaneDividerSegments = [],
        });
        Link(id, middle, incoming, outgoing);
    }

    /// <summary>Adds a path across an intersection.</summary>
    /// <inheritdoc cref="AddLane"/>
    public void AddLaneConnector(int id, MapOutline area, IReadOnlyList<MapArc> middle, IEnumerable<int> incoming, IEnumerable<int> outgoing)
    {
        connectors.Add(new() { Token = LaneToken(id), PolygonToken = Polygon(area) });
        Link(id, middle, incoming, outgoing);
    }

    /// <summary>Adds a crossing for people.</summary>
    /// <param name="area">What it covers.</param>
    /// <param name="roadSegment">The road segment around it; empty if none.</param>
    public string AddPedCrossing(MapOutline area, string roadSegment = "")
    {
        string token = Next("ped_crossing", crossings.Count);
        crossings.Add(new() { Token = token, PolygonToken = Polygon(area), RoadSegmentToken = roadSegment });
        return token;
    }

    /// <summary>Adds a pavement.</summary>
    public void AddWalkway(MapOutline area) => walkways.Add(new() { Token = Next("walkway", walkways.Count), PolygonToken = Polygon(area) });

    /// <summary>Adds a stop line.</summary>
    /// <param name="area">What it covers.</param>
    /// <param name="type">PED_CROSSING, STOP_SIGN, TRAFFIC_LIGHT, TURN_STOP or YIELD.</param>
    /// <param name="pedCrossings">Crossings behind it.</param>
    public void AddStopLine(MapOutline area, string type, IReadOnlyList<string> pedCrossings) => stops.Add(new()
    {
        Token = Next("stop_line", stops.Count),
        PolygonToken = Polygon(area),
        StopLineType = type,
        PedCrossingTokens = pedCrossings,
        TrafficLightTokens = [],
        RoadBlockToken = "",
    });

    /// <summary>The map.</summary>
    /// <param name="width">Metres along x from 0.</param>
    /// <param name="height">Metres along y from 0.</param>
    public MapExpansion Build(double width, double height) => new()
    {
        Node = nodes,
        Line = lines,
        Polygon = polygons,
        DrivableArea = drivable,
        RoadSegment = segments,
        RoadBlock = blocks,
        Lane = lanes,
        LaneConnector = connectors,
        PedCrossing = crossings,
        Walkway = walkways,
        StopLine = stops,
        Connectivity = links,
        ArclinePath3 = arcs,
        CanvasEdge = [width, height],
    };

    private void Link(int id, IReadOnlyList<MapArc> middle, IEnumerable<int> incoming, IEnumerable<int> outgoing)
    {
        arcs.Add(LaneToken(id), middle);
        links.Add(LaneToken(id), new() { Incoming = [.. incoming.Select(LaneToken)], Outgoing = [.. outgoing.Select(LaneToken)] });
    }

    private string Polygon(MapOutline outline)
    {
        string token = Next("polygon", polygons.Count);
        polygons.Add(new()
        {
            Token = token,
            ExteriorNodeTokens = Nodes(outline.Exterior),
            Holes = [.. outline.Holes.Select(hole => new MapHole { NodeTokens = Nodes(hole) })],
        });
        return token;
    }

    private string Line(IReadOnlyList<Vector2D> points)
    {
        string token = Next("line", lines.Count);
        lines.Add(new() { Token = token, NodeTokens = Nodes(points) });
        return token;
    }

    private string[] Nodes(IReadOnlyList<Vector2D> points)
    {
        string[] tokens = new string[points.Count];
        for (int i = 0; i < tokens.Length; i++)
        {
            tokens[i] = Next("node", nodes.Count);
            nodes.Add(new() { Token = tokens[i], X = points[i].X, Y = points[i].Y });
        }
        return tokens;
    }

    private string Next(string table, int number) => Token.Of($"{name}/{table}/{number}").ToString();
}
