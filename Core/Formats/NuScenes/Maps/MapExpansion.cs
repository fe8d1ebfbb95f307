using System.Text.Json;

using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A vector map as nuScenes' map expansion 1.3 has it: <c>maps/expansion/&lt;location&gt;.json</c>. Tables that nothing here uses are left empty.</summary>
public sealed record MapExpansion
{
    /// <summary>1.3.</summary>
    public string Version { get; init; } = "1.3";

    /// <summary>Polygons.</summary>
    public IReadOnlyList<MapPolygon> Polygon { get; init; } = [];

    /// <summary>Polylines.</summary>
    public IReadOnlyList<MapLine> Line { get; init; } = [];

    /// <summary>Points.</summary>
    public IReadOnlyList<MapNode> Node { get; init; } = [];

    /// <summary>Where cars can drive.</summary>
    public IReadOnlyList<MapDrivableArea> DrivableArea { get; init; } = [];

    /// <summary>Pieces of road.</summary>
    public IReadOnlyList<MapRoadSegment> RoadSegment { get; init; } = [];

    /// <summary>Neighbouring lanes of one direction.</summary>
    public IReadOnlyList<MapRoadBlock> RoadBlock { get; init; } = [];

    /// <summary>Lanes.</summary>
    public IReadOnlyList<MapLane> Lane { get; init; } = [];

    /// <summary>Crossings for people.</summary>
    public IReadOnlyList<MapPedCrossing> PedCrossing { get; init; } = [];

    /// <summary>Pavements.</summary>
    public IReadOnlyList<MapWalkway> Walkway { get; init; } = [];

    /// <summary>Stop lines.</summary>
    public IReadOnlyList<MapStopLine> StopLine { get; init; } = [];

    /// <summary>Car parks; kept as they are.</summary>
    public IReadOnlyList<JsonElement> CarparkArea { get; init; } = [];

    /// <summary>Lines between roads; kept as they are.</summary>
    public IReadOnlyList<JsonElement> RoadDivider { get; init; } = [];

    /// <summary>Lines between lanes; kept as they are.</summary>
    public IReadOnlyList<JsonElement> LaneDivider { get; init; } = [];

    /// <summary>Traffic lights; kept as they are.</summary>
    public IReadOnlyList<JsonElement> TrafficLight { get; init; } = [];

    /// <summary>Width and height of the map, metres.</summary>
    public IReadOnlyList<double> CanvasEdge { get; init; } = [];

    /// <summary>Links of lanes and lane connectors by token.</summary>
    public IReadOnlyDictionary<string, MapLaneLinks> Connectivity { get; init; } = new Dictionary<string, MapLaneLinks>();

    /// <summary>Middles of lanes and lane connectors by token.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("arcline_path_3")]
    public IReadOnlyDictionary<string, IReadOnlyList<MapArc>> ArclinePath3 { get; init; } = new Dictionary<string, IReadOnlyList<MapArc>>();

    /// <summary>Paths across intersections.</summary>
    public IReadOnlyList<MapLaneConnector> LaneConnector { get; init; } = [];

    /// <summary>Where a location's map lies, relative to the data set's folder.</summary>
    public static string RelativePath(string location) => $"maps/expansion/{location}.json";

    /// <summary>Reads a map.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static MapExpansion Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, MapJson.Default.MapExpansion) ?? throw new InvalidDataException($"{Path.GetFileName(path)}: the map is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)}: this is no map expansion: {e.Message}", e);
        }
    }

    /// <summary>Writes a map and the folders above it.</summary>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using FileStream file = File.Create(path);
        JsonSerializer.Serialize(file, this, MapJson.Default.MapExpansion);
    }

    /// <summary>All polygons with their points in place, by token.</summary>
    /// <exception cref="InvalidDataException">A polygon names a node that is absent.</exception>
    public IReadOnlyDictionary<string, MapOutline> Outlines()
    {
        Dictionary<string, Vector2D> nodes = Node.ToDictionary(node => node.Token, node => new Vector2D(node.X, node.Y), StringComparer.Ordinal);
        Vector2D[] Places(IReadOnlyList<string> tokens, string polygon) =>
            [.. tokens.Select(token => nodes.TryGetValue(token, out Vector2D p) ? p : throw new InvalidDataException($"Polygon {polygon} names the node {token}, which is absent."))];
        return Polygon.ToDictionary(
            polygon => polygon.Token,
            polygon => new MapOutline(Places(polygon.ExteriorNodeTokens, polygon.Token), [.. polygon.Holes.Select(hole => Places(hole.NodeTokens, polygon.Token))]),
            StringComparer.Ordinal);
    }

    /// <summary>Outlines of everything that cars can drive on.</summary>
    /// <exception cref="InvalidDataException">A drivable area names a polygon that is absent.</exception>
    public IReadOnlyList<MapOutline> DrivableOutlines()
    {
        IReadOnlyDictionary<string, MapOutline> outlines = Outlines();
        return
        [
            .. DrivableArea.SelectMany(area => area.PolygonTokens.Select(token =>
                outlines.TryGetValue(token, out MapOutline? outline) ? outline : throw new InvalidDataException($"Drivable area {area.Token} names the polygon {token}, which is absent."))),
        ];
    }
}
