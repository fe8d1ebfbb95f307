using System.Text.Json;
using System.Text.Json.Nodes;

using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Formats;

public sealed class NuScenesInfoTests
{
    [Fact]
    [Trait("Category", "Golden")]
    public void The_real_sweep_has_the_points_that_the_devkit_reads()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(GoldenCases.Require("real_nuscenes/expected.json").FullPath));
        JsonElement expected = document.RootElement.GetProperty("lidar");
        LidarSweep sweep = LidarSweep.Read(NuScenesInfo.Read(RealData.Require("nuscenes-sample/info.json")).LidarPath);
        Assert.Equal(expected.GetProperty("n_points").GetInt32(), sweep.Count);
        double[] mean = [.. expected.GetProperty("mean_xyzi").EnumerateArray().Select(value => value.GetDouble())];
        for (int field = 0; field < 4; field++)
        {
            double sum = 0;
            for (int i = 0; i < sweep.Count; i++)
            {
                sum += sweep.Values[LidarSweep.Fields * i + field];
            }
            Assert.Equal(mean[field], sum / sweep.Count, 1e-3);
        }
        Assert.All(Enumerable.Range(0, sweep.Count), i => Assert.InRange(sweep.Ring(i), 0, 31));
    }

    [Fact]
    public void The_real_frame_has_six_cameras_where_they_are_mounted()
    {
        NuScenesInfo info = NuScenesInfo.Read(RealData.Require("nuscenes-sample/info.json"));
        Frame frame = info.ReadFrame();
        Assert.Equal(Rig.NuScenesNames, frame.Rig.Cameras.Select(camera => camera.Name));
        Assert.All(frame.Images, image => Assert.Equal((ImageFormat.Jpeg, 1600, 900), (image.Format, image.Width, image.Height)));
        Assert.Equal(1532402927.647951, frame.Timestamp);
        double[] headings = [0, -55, 55, 180, 110, -110];
        for (int i = 0; i < 6; i++)
        {
            Matrix3 rotation = frame.Rig.Cameras[i].SensorToEgo.Rotation.ToMatrix();
            double heading = Math.Atan2(rotation.M12, rotation.M02) * 180 / Math.PI; // of the optical axis
            Assert.InRange(Math.IEEERemainder(heading - headings[i], 360), -3, 3);
        }
        Assert.InRange(info.Velocity.X, 8.5, 10); // the car drives at about 9 m/s
        Assert.InRange(info.Velocity.Y, -0.3, 0.3);
    }

    [Fact]
    public void The_lidar_frame_looks_to_the_right_and_forward()
    {
        Pose lidarToEgo = NuScenesInfo.Read(RealData.Require("nuscenes-sample/info.json")).LidarToEgo;
        Vector3D forward = lidarToEgo.Rotation.ToMatrix() * new Vector3D(0, 1, 0), right = lidarToEgo.Rotation.ToMatrix() * new Vector3D(1, 0, 0);
        Assert.InRange(forward.X, 0.99, 1);
        Assert.InRange(right.Y, -1, -0.99);
    }

    [Theory]
    [InlineData("timestamp", "\"late\"", "data_list.timestamp must be a number")]
    [InlineData("ego2global", "[[1]]", "data_list.ego2global must be a 4×4 matrix")]
    [InlineData("ego2global", "[[2,0,0,0],[0,1,0,0],[0,0,1,0],[0,0,0,1]]", "no rigid motion")]
    [InlineData("images", "{}", "data_list.images.CAM_FRONT is absent")]
    [InlineData("lidar_points", null, "data_list.lidar_points is absent")]
    public void A_malformed_file_names_its_field(string field, string? value, string fault)
    {
        JsonObject sample = MadeUp();
        sample.Remove(field);
        if (value is not null)
        {
            sample[field] = JsonNode.Parse(value);
        }
        Assert.Contains(fault, Fault(new JsonObject { ["data_list"] = new JsonArray(sample) }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_outside_the_folder_is_refused()
    {
        JsonObject sample = MadeUp();
        sample["lidar_points"]!["lidar_path"] = "../../secret";
        Assert.Contains("beside the info file", Fault(new JsonObject { ["data_list"] = new JsonArray(sample) }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_sample_is_refused() =>
        Assert.Contains("has no entry 0", Fault(new JsonObject { ["data_list"] = new JsonArray() }), StringComparison.Ordinal);

    private static string Fault(JsonObject content)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, content.ToJsonString());
        try
        {
            return Assert.Throws<InvalidDataException>(() => NuScenesInfo.Read(path)).Message;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static JsonObject MadeUp()
    {
        const string Unit = "[[1,0,0,0],[0,1,0,0],[0,0,1,0],[0,0,0,1]]";
        JsonObject images = [];
        foreach (string name in Rig.NuScenesNames)
        {
            images[name] = JsonNode.Parse(
                $$"""{ "img_path": "{{name}}.jpg", "cam2img": [[1,0,0],[0,1,0],[0,0,1]], "cam2ego": {{Unit}}, "lidar2cam": {{Unit}}, "timestamp": 1 }""");
        }
        return new()
        {
            ["token"] = "t",
            ["timestamp"] = 1,
            ["ego2global"] = JsonNode.Parse(Unit),
            ["images"] = images,
            ["lidar_points"] = JsonNode.Parse($$"""{ "lidar_path": "a.bin", "lidar2ego": {{Unit}} }"""),
        };
    }
}
