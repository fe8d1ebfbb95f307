using System.Text.Json;

using VoxPilot.Core.Formats.NuScenes.Maps;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Tests.Formats.NuScenes.Maps;

public sealed class MapExpansionTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "town.json");

    public void Dispose()
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact]
    public void A_map_reads_back_as_polygons()
    {
        Build().Write(path);
        MapExpansion map = MapExpansion.Read(path);
        MapOutline road = Assert.Single(map.DrivableOutlines());
        Assert.True(road.Contains(new(1, 1)));
        Assert.False(road.Contains(new(5, 5))); // in the hole
        Assert.False(road.Contains(new(11, 1)));
        Assert.Equal([new(0, 0), new(10, 0), new(10, 10), new(0, 10)], road.Exterior);
        MapLane lane = map.Lane.Single();
        MapLaneConnector connector = map.LaneConnector.Single();
        Assert.Equal([connector.Token], map.Connectivity[lane.Token].Outgoing);
        Assert.Equal([lane.Token], map.Connectivity[connector.Token].Incoming);
        MapArc arc = map.ArclinePath3[lane.Token].Single();
        Assert.Equal([0, 4, 0], arc.SegmentLength);
        Assert.Equal((1, 1, 1, 1), (map.Walkway.Count, map.PedCrossing.Count, map.StopLine.Count, map.RoadSegment.Count));
        Assert.Equal(map.PedCrossing.Single().Token, map.StopLine.Single().PedCrossingTokens.Single());
    }

    [Fact]
    public void The_file_has_the_tables_that_the_devkits_map_api_loads()
    {
        Build().Write(path);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        string[] expected =
        [
            "version", "polygon", "line", "node", "drivable_area", "road_segment", "road_block", "lane", "ped_crossing", "walkway", "stop_line", "carpark_area",
            "road_divider", "lane_divider", "traffic_light", "canvas_edge", "connectivity", "arcline_path_3", "lane_connector",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), document.RootElement.EnumerateObject().Select(table => table.Name).Order(StringComparer.Ordinal));
        Assert.Equal("1.3", document.RootElement.GetProperty("version").GetString());
        JsonElement polygon = document.RootElement.GetProperty("polygon")[0];
        Assert.Equal(["token", "exterior_node_tokens", "holes"], polygon.EnumerateObject().Select(field => field.Name));
        Assert.Equal("node_tokens", polygon.GetProperty("holes")[0].EnumerateObject().Single().Name);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"node\": [{\"token\": \"a\"}]}")]
    public void A_damaged_map_is_named(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        Assert.Contains("town.json", Assert.Throws<InvalidDataException>(() => MapExpansion.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_polygon_that_names_an_absent_node_is_named()
    {
        MapExpansion map = Build() with { Node = [] };
        Assert.Contains("absent", Assert.Throws<InvalidDataException>(() => map.Outlines()).Message, StringComparison.Ordinal);
    }

    private static MapExpansion Build()
    {
        MapOutline square = new([new(0, 0), new(10, 0), new(10, 10), new(0, 10)], [[new(4, 4), new(6, 4), new(6, 6), new(4, 6)]]);
        MapExpansionBuilder builder = new("town");
        string area = builder.AddDrivableArea([square]);
        builder.AddRoadSegment(square, isIntersection: false, area);
        IReadOnlyList<Vector2D> edge = [new(0, 0), new(0, 3)];
        builder.AddLane(5, square, edge, edge, [MapArc.Straight(new(0, 0), new(4, 0), 0)], [], [6]);
        builder.AddLaneConnector(6, square, [MapArc.Straight(new(4, 0), new(8, 0), 0)], [5], []);
        string crossing = builder.AddPedCrossing(square);
        builder.AddWalkway(square);
        builder.AddStopLine(square, "PED_CROSSING", [crossing]);
        return builder.Build(10, 10);
    }
}
