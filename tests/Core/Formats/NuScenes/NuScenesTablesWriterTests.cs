using System.Text.Json;

using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Tests.Datasets;

namespace VoxPilot.Core.Tests.Formats.NuScenes;

/// <summary>Written tables against what nuscenes-devkit asserts when it opens a data set.</summary>
[Collection(nameof(MadeUpDataset))]
public sealed class NuScenesTablesWriterTests(MadeUpDataset made)
{
    [Theory]
    [InlineData("attribute", "token name description")]
    [InlineData("calibrated_sensor", "token sensor_token translation rotation camera_intrinsic")]
    [InlineData("category", "token name description")]
    [InlineData("ego_pose", "token timestamp rotation translation")]
    [InlineData("instance", "token category_token nbr_annotations first_annotation_token last_annotation_token")]
    [InlineData("log", "token logfile vehicle date_captured location")]
    [InlineData("map", "category token filename log_tokens")]
    [InlineData("sample", "token timestamp prev next scene_token")]
    [InlineData("sample_annotation", "token sample_token instance_token visibility_token attribute_tokens translation size rotation prev next num_lidar_pts num_radar_pts")]
    [InlineData("sample_data", "token sample_token ego_pose_token calibrated_sensor_token timestamp fileformat is_key_frame height width filename prev next")]
    [InlineData("scene", "token log_token nbr_samples first_sample_token last_sample_token name description")]
    [InlineData("sensor", "token channel modality")]
    [InlineData("visibility", "token level description")]
    public void Rows_have_the_devkits_fields_and_no_others(string table, string fields)
    {
        JsonElement[] rows = Rows(table);
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(fields.Split(' '), row.EnumerateObject().Select(field => field.Name)));
    }

    [Fact]
    public void Fixed_tables_are_complete()
    {
        Assert.Equal((23, 8, 4, 12), (Rows("category").Length, Rows("attribute").Length, Rows("visibility").Length, Rows("sensor").Length));
        Assert.Equal(
            [("1", "v0-40"), ("2", "v40-60"), ("3", "v60-80"), ("4", "v80-100")],
            Rows("visibility").Select(row => (row.GetProperty("token").GetString()!, row.GetProperty("level").GetString()!)));
        Assert.Contains(Rows("sensor"), row => row.GetProperty("channel").GetString() == "CAM_BACK_LEFT" && row.GetProperty("modality").GetString() == "camera");
    }

    [Fact]
    public void Values_are_in_nuscenes_form()
    {
        JsonElement lidar = Rows("calibrated_sensor")[0], camera = Rows("calibrated_sensor")[1];
        Assert.Equal(0, lidar.GetProperty("camera_intrinsic").GetArrayLength());
        Assert.Equal("[[12.5,0,8],[0,12.5,6],[0,0,1]]", camera.GetProperty("camera_intrinsic").GetRawText());
        Assert.Equal("[0.94,0,1.84]", lidar.GetProperty("translation").GetRawText());
        Assert.Equal("[1.9,4.6,1.7]", Rows("sample_annotation")[0].GetProperty("size").GetRawText());
        Assert.Matches("^[0-9a-f]{32}$", Rows("sample")[0].GetProperty("token").GetString());
        Assert.Equal("", Rows("sample")[0].GetProperty("prev").GetString());
        Assert.Equal(MadeUpDataset.Time(0, 0), Rows("sample")[0].GetProperty("timestamp").GetInt64());
        Assert.Contains("+0800", File.ReadAllText(Table("sample_data")), StringComparison.Ordinal); // not as an escape
    }

    [Fact]
    public void What_the_devkit_opens_is_there()
    {
        // NuScenes.__init__ loads map.json's mask of every map and finds each log's map by log_tokens.
        JsonElement map = Rows("map").Single();
        Assert.True(File.Exists(Path.Combine(made.Root, map.GetProperty("filename").GetString()!)));
        string[] mapped = [.. map.GetProperty("log_tokens").EnumerateArray().Select(token => token.GetString()!)];
        Assert.All(Rows("log"), log => Assert.Contains(log.GetProperty("token").GetString(), mapped));
    }

    [Fact]
    public void Every_token_resolves()
    {
        Dictionary<string, HashSet<string>> tokens = TableNames.All.ToDictionary(
            table => table.Name, table => Rows(table.Name).Select(row => row.GetProperty("token").GetString()!).ToHashSet());
        int followed = 0;
        foreach ((_, string table) in TableNames.All)
        {
            foreach (JsonProperty field in Rows(table).SelectMany(row => row.EnumerateObject()))
            {
                string target = field.Name switch
                {
                    "prev" or "next" => table,
                    "first_sample_token" or "last_sample_token" => "sample",
                    "first_annotation_token" or "last_annotation_token" => "sample_annotation",
                    "attribute_tokens" or "log_tokens" => field.Name[..^"_tokens".Length],
                    _ when field.Name.EndsWith("_token", StringComparison.Ordinal) => field.Name[..^"_token".Length],
                    _ => "",
                };
                IEnumerable<JsonElement> values = target.Length == 0 ? [] : field.Value.ValueKind == JsonValueKind.Array ? field.Value.EnumerateArray() : [field.Value];
                foreach (string value in values.Select(value => value.GetString()!).Where(value => value.Length > 0))
                {
                    Assert.Contains(value, tokens[target]);
                    followed++;
                }
            }
        }
        Assert.True(followed > 300);
    }

    [Fact]
    public void Rows_read_back_as_they_were_written()
    {
        string tables = Path.Combine(made.Root, MadeUpDataset.Version), folder = Path.Combine(made.Cache, "again");
        using NuScenesTablesWriter again = new(folder, "v1.0-trainval");
        foreach (SampleDataRow row in TableFileReader<SampleDataRow>.ReadAll(tables))
        {
            again.Add(row);
        }
        foreach (EgoPoseRow row in TableFileReader<EgoPoseRow>.ReadAll(tables))
        {
            again.Add(row);
        }
        foreach (CalibratedSensorRow row in TableFileReader<CalibratedSensorRow>.ReadAll(tables))
        {
            again.Add(row);
        }
        again.Complete();
        foreach (string table in (string[])["sample_data", "ego_pose", "calibrated_sensor"])
        {
            Assert.Equal(File.ReadAllText(Table(table)), File.ReadAllText(Path.Combine(folder, "v1.0-trainval", table + ".json")));
        }
    }

    [Fact]
    public void What_is_not_completed_leaves_nothing_behind_and_the_old_tables_alone()
    {
        using MadeUpDatasetCopy copy = new(made, "v1.0-trainval");
        string scene = Path.Combine(copy.Root, copy.Version, "scene.json"), before = File.ReadAllText(scene);
        using (NuScenesTablesWriter writer = new(copy.Root))
        {
            writer.Add(new LogRow { Token = Token.Of("x"), Logfile = "", Vehicle = "", DateCaptured = "", Location = "" });
        }
        Assert.Equal(["v1.0-trainval"], Directory.EnumerateDirectories(copy.Root, "v1.0*").Select(Path.GetFileName));
        Assert.Equal(before, File.ReadAllText(scene));
    }

    private string Table(string name) => Path.Combine(made.Root, MadeUpDataset.Version, name + ".json");

    private JsonElement[] Rows(string table)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Table(table)));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
