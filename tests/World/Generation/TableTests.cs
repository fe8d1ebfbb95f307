using System.Text.Json;

namespace VoxPilot.World.Tests.Generation;

/// <summary>What nuscenes-devkit takes for granted when it opens a data set and builds its reverse index, asserted on the JSON itself.</summary>
[Collection(nameof(GeneratedWorld))]
public sealed class TableTests
{
    private static readonly string[] Names =
    [
        "category", "attribute", "visibility", "instance", "sensor", "calibrated_sensor", "ego_pose", "log", "scene", "sample", "sample_data", "sample_annotation", "map",
    ];

    private readonly GeneratedWorld world;
    private readonly Dictionary<string, Dictionary<string, JsonElement>> tables;

    public TableTests(GeneratedWorld world)
    {
        this.world = world;
        tables = Names.ToDictionary(name => name, Rows);
    }

    [Fact]
    public void Every_token_is_unique_and_every_reference_resolves()
    {
        (string Table, string Field, string Target)[] references =
        [
            ("instance", "category_token", "category"), ("instance", "first_annotation_token", "sample_annotation"), ("instance", "last_annotation_token", "sample_annotation"),
            ("calibrated_sensor", "sensor_token", "sensor"), ("scene", "log_token", "log"), ("scene", "first_sample_token", "sample"), ("scene", "last_sample_token", "sample"),
            ("sample", "scene_token", "scene"), ("sample_data", "sample_token", "sample"), ("sample_data", "ego_pose_token", "ego_pose"), ("sample_data", "calibrated_sensor_token", "calibrated_sensor"),
            ("sample_annotation", "sample_token", "sample"), ("sample_annotation", "instance_token", "instance"), ("sample_annotation", "visibility_token", "visibility"),
        ];
        foreach ((string table, string field, string target) in references)
        {
            Assert.All(tables[table].Values, row => Assert.True(tables[target].ContainsKey(Text(row, field)), $"{table}.{field} {Text(row, field)} is not in {target}."));
        }
        Assert.All(tables["sample_annotation"].Values, row => Assert.All(row.GetProperty("attribute_tokens").EnumerateArray(), token => Assert.True(tables["attribute"].ContainsKey(token.GetString()!))));
        Assert.All(tables["map"].Values, row => Assert.All(row.GetProperty("log_tokens").EnumerateArray(), token => Assert.True(tables["log"].ContainsKey(token.GetString()!))));
        Assert.Equal(tables["log"].Keys.Order(), tables["map"].Values.SelectMany(row => row.GetProperty("log_tokens").EnumerateArray().Select(token => token.GetString()!)).Order()); // the devkit asserts that each log has a map
    }

    [Fact]
    public void Every_row_is_reached_from_the_other_side()
    {
        Assert.Equal(tables["scene"].Keys.Order(), tables["sample"].Values.Select(row => Text(row, "scene_token")).Distinct().Order());
        Assert.Equal(tables["sample"].Keys.Order(), tables["sample_data"].Values.Select(row => Text(row, "sample_token")).Distinct().Order());
        Assert.Equal(tables["sample"].Keys.Order(), tables["sample_annotation"].Values.Select(row => Text(row, "sample_token")).Distinct().Order());
        Assert.Equal(tables["instance"].Keys.Order(), tables["sample_annotation"].Values.Select(row => Text(row, "instance_token")).Distinct().Order());
        Assert.Equal(tables["ego_pose"].Keys.Order(), tables["sample_data"].Values.Select(row => Text(row, "ego_pose_token")).Order());
        Assert.Equal(tables["calibrated_sensor"].Keys.Order(), tables["sample_data"].Values.Select(row => Text(row, "calibrated_sensor_token")).Distinct().Order());
        Assert.Equal(tables["log"].Keys.Order(), tables["scene"].Values.Select(row => Text(row, "log_token")).Order());
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("sample_data")]
    [InlineData("sample_annotation")]
    public void Chains_are_mutual_and_times_ascend(string table)
    {
        Dictionary<string, JsonElement> rows = tables[table];
        foreach ((string token, JsonElement row) in rows)
        {
            if (Text(row, "next") is { Length: > 0 } next)
            {
                Assert.Equal(token, Text(rows[next], "prev"));
                Assert.True(Time(table, rows[next]) > Time(table, row));
                Assert.Equal(Group(table, row), Group(table, rows[next]));
            }
            if (Text(row, "prev") is { Length: > 0 } prev)
            {
                Assert.Equal(token, Text(rows[prev], "next"));
            }
        }
        // One chain for each scene, sensor of a scene, or thing.
        Assert.Equal(rows.Values.Select(row => Group(table, row)).Distinct().Count(), rows.Values.Count(row => Text(row, "prev").Length == 0));
    }

    [Fact]
    public void Scenes_and_instances_count_what_their_chains_hold()
    {
        Assert.All(tables["scene"].Values, scene => Assert.Equal(scene.GetProperty("nbr_samples").GetInt32(), Chain("sample", Text(scene, "first_sample_token"), Text(scene, "last_sample_token"))));
        Assert.All(tables["instance"].Values, instance => Assert.Equal(
            instance.GetProperty("nbr_annotations").GetInt32(), Chain("sample_annotation", Text(instance, "first_annotation_token"), Text(instance, "last_annotation_token"))));
    }

    [Fact]
    public void Each_sample_has_one_key_frame_of_each_of_its_seven_sensors_whose_files_exist()
    {
        foreach (IGrouping<string, JsonElement> sample in tables["sample_data"].Values.GroupBy(row => Text(row, "sample_token")))
        {
            Assert.Equal(
                ["CAM_BACK", "CAM_BACK_LEFT", "CAM_BACK_RIGHT", "CAM_FRONT", "CAM_FRONT_LEFT", "CAM_FRONT_RIGHT", "LIDAR_TOP"],
                sample.Select(row => Text(tables["sensor"][Text(tables["calibrated_sensor"][Text(row, "calibrated_sensor_token")], "sensor_token")], "channel")).Order(StringComparer.Ordinal));
            Assert.All(sample, row =>
            {
                Assert.True(row.GetProperty("is_key_frame").GetBoolean());
                Assert.Equal(tables["sample"][sample.Key].GetProperty("timestamp").GetInt64(), row.GetProperty("timestamp").GetInt64());
                Assert.True(new FileInfo(Path.Combine(world.Folder, Text(row, "filename"))).Length > 500, Text(row, "filename"));
            });
        }
        Assert.All(tables["map"].Values, row => Assert.True(File.Exists(Path.Combine(world.Folder, Text(row, "filename")))));
        Assert.All(tables["log"].Values, row => Assert.True(File.Exists(Path.Combine(world.Folder, "maps", "expansion", Text(row, "location") + ".json"))));
    }

    [Fact]
    public void Quaternions_are_unit_sizes_positive_and_names_nuscenes_own()
    {
        foreach (string table in (string[])["ego_pose", "calibrated_sensor", "sample_annotation"])
        {
            Assert.All(tables[table].Values, row => Assert.Equal(1, row.GetProperty("rotation").EnumerateArray().Sum(q => q.GetDouble() * q.GetDouble()), 1e-9));
        }
        Assert.All(tables["sample_annotation"].Values, row => Assert.All(row.GetProperty("size").EnumerateArray(), side => Assert.True(side.GetDouble() > 0)));
        Assert.Equal((23, 8, 4), (tables["category"].Count, tables["attribute"].Count, tables["visibility"].Count));
        Assert.All(tables["sample_annotation"].Values, row =>
        {
            string category = Text(tables["category"][Text(tables["instance"][Text(row, "instance_token")], "category_token")], "name");
            string[] attributes = [.. row.GetProperty("attribute_tokens").EnumerateArray().Select(token => Text(tables["attribute"][token.GetString()!], "name").Split('.')[0])];
            string[] expected = category.StartsWith("human.", StringComparison.Ordinal) ? ["pedestrian"]
                : category is "vehicle.bicycle" or "vehicle.motorcycle" ? ["cycle"] : category.StartsWith("vehicle.", StringComparison.Ordinal) ? ["vehicle"] : [];
            Assert.Equal(expected, attributes);
        });
    }

    private int Chain(string table, string first, string last)
    {
        int count = 1;
        for (string at = first; at != last; at = Text(tables[table][at], "next"))
        {
            count++;
        }
        return count;
    }

    private long Time(string table, JsonElement row) => table == "sample_annotation"
        ? tables["sample"][Text(row, "sample_token")].GetProperty("timestamp").GetInt64()
        : row.GetProperty("timestamp").GetInt64();

    private static string Group(string table, JsonElement row) => table switch
    {
        "sample" => Text(row, "scene_token"),
        "sample_annotation" => Text(row, "instance_token"),
        _ => Text(row, "calibrated_sensor_token"),
    };

    private Dictionary<string, JsonElement> Rows(string table)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(world.Folder, "v1.0-trainval", table + ".json")));
        return document.RootElement.EnumerateArray().ToDictionary(row => Text(row, "token"), row => row.Clone());
    }

    private static string Text(JsonElement row, string field) => row.GetProperty(field).GetString()!;
}
