using System.Text.Json;

using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Datasets;

/// <summary>The real key frame, written as nuScenes' tables and read back, against what the devkit computed on it (golden/real_nuscenes).</summary>
[Trait("Category", "Golden")]
public sealed class RealKeyframeTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("voxpilot-real-").FullName;
    private readonly string cache = Directory.CreateTempSubdirectory("voxpilot-cache-").FullName;

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        Directory.Delete(cache, recursive: true);
    }

    [Fact]
    public void Its_lidar_lands_on_its_images_where_upstream_says()
    {
        JsonElement expected = Expected();
        Keyframe frame = Read();
        int points = 0;
        foreach (JsonProperty camera in expected.GetProperty("cameras").EnumerateObject())
        {
            Matrix4 project = frame.Frame.Rig.Cameras.Single(c => c.Name == camera.Name).EgoToImage;
            foreach (JsonElement point in camera.Value.GetProperty("projected").EnumerateArray())
            {
                (double u, double v, double depth) = project.Project(frame.LidarToEgo.Transform(frame.Lidar!.Point(point.GetProperty("point_index").GetInt32())));
                Assert.Equal(point.GetProperty("u").GetDouble(), u, 0.01); // poses are float32 in the info file
                Assert.Equal(point.GetProperty("v").GetDouble(), v, 0.01);
                Assert.Equal(point.GetProperty("depth").GetDouble(), depth, 1e-4);
                points++;
            }
        }
        Assert.True(points > 500);
    }

    [Fact]
    public void As_many_points_land_in_each_image_as_upstream_counts()
    {
        Keyframe frame = Read();
        foreach (JsonProperty camera in Expected().GetProperty("cameras").EnumerateObject())
        {
            Matrix4 project = frame.Frame.Rig.Cameras.Single(c => c.Name == camera.Name).EgoToImage;
            (int count, double sum) = (0, 0);
            for (int i = 0; i < frame.Lidar!.Count; i++)
            {
                (double u, double v, double depth) = project.Project(frame.LidarToEgo.Transform(frame.Lidar.Point(i)));
                if (depth > 1 && u > 1 && u < 1599 && v > 1 && v < 899)
                {
                    (count, sum) = (count + 1, sum + depth);
                }
            }
            Assert.InRange(count - camera.Value.GetProperty("n_lidar_points_in_image").GetInt32(), -2, 2);
            Assert.Equal(camera.Value.GetProperty("mean_depth_in_image").GetDouble(), sum / count, 0.02);
        }
    }

    [Fact]
    public void Its_boxes_hold_the_points_that_the_devkit_counts()
    {
        JsonElement expected = Expected().GetProperty("boxes").GetProperty("points_in_box");
        Keyframe frame = Read();
        Vector3D[] points = [.. Enumerable.Range(0, frame.Lidar!.Count).Select(i => frame.LidarToEgo.Transform(frame.Lidar.Point(i)))];
        Assert.Equal(expected.GetArrayLength(), frame.Boxes.Count);
        (int total, int apart) = (0, 0);
        for (int i = 0; i < frame.Boxes.Count; i++)
        {
            int inside = points.Count(frame.Boxes[i].Box.Contains);
            total += inside;
            apart += Math.Abs(inside - expected[i].GetInt32());
            Assert.Equal(inside > 0, expected[i].GetInt32() > 0);
        }
        // The LiDAR leans by a degree; our boxes stand upright in the ego frame, the info file's in the LiDAR's.
        Assert.True(total > 900);
        Assert.InRange(apart, 0, total / 20);
    }

    private Keyframe Read()
    {
        string path = RealData.Require("nuscenes-sample/info.json");
        NuScenesInfo info = NuScenesInfo.Read(path);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement sample = document.RootElement.GetProperty("data_list")[0];
        Assert.True(Token.TryParse(info.Token, out Token token));
        Token log = Token.Of("log"), scene = Token.Of("scene");
        using (NuScenesTablesWriter writer = new(root, "v1.0-mini"))
        {
            writer.Add(new LogRow { Token = log, Logfile = "n015", Vehicle = "n015", DateCaptured = "2018-07-24", Location = "singapore-onenorth" });
            writer.AddMap(Token.Of("map"), [log], ImageEncoding.ToPng(new(1, 1, new byte[3])));
            writer.Add(new SceneRow { Token = scene, LogToken = log, Name = "scene-0061", Description = "", NbrSamples = 1, FirstSampleToken = token, LastSampleToken = token });
            writer.Add(new SampleRow { Token = token, Timestamp = Microseconds(info.Timestamp), SceneToken = scene, Prev = Token.None, Next = Token.None });
            AddData(writer, token, NuScenesVocabulary.Lidar, info.LidarPath, info.Timestamp, info.LidarToEgo, info.EgoToWorld, null);
            foreach (Camera camera in info.Rig.Cameras)
            {
                JsonElement image = sample.GetProperty("images").GetProperty(camera.Name);
                double[] m = [.. image.GetProperty("cam2ego").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(value => value.GetDouble())];
                Pose mount = new(Rotation.FromMatrix(new(m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10])), new(m[3], m[7], m[11]));
                // Where the car was when the camera took its image, so that camera → map → LiDAR's time is what the info file says.
                Pose ego = info.EgoToWorld * (camera.SensorToEgo * mount.Inverse);
                string file = Path.Combine(Path.GetDirectoryName(path)!, image.GetProperty("img_path").GetString()!);
                AddData(writer, token, camera.Name, file, image.GetProperty("timestamp").GetDouble(), mount, ego, camera.Intrinsics);
            }
            AddBoxes(writer, token, sample.GetProperty("instances"), info.EgoToWorld * info.LidarToEgo);
            writer.Complete();
        }
        return NuScenesDataset.Open(root, new() { CacheFolder = cache }).Read(0);
    }

    private void AddData(NuScenesTablesWriter writer, Token sample, string channel, string file, double time, Pose mount, Pose ego, Matrix3? intrinsics)
    {
        Token token = Token.Of(channel);
        string name = $"samples/{channel}/{Path.GetFileName(file)}";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, name))!);
        File.Copy(file, Path.Combine(root, name));
        writer.Add(new CalibratedSensorRow { Token = token, SensorToken = NuScenesVocabulary.SensorToken(channel), Translation = mount.Translation, Rotation = mount.Rotation, CameraIntrinsic = intrinsics });
        writer.Add(new EgoPoseRow { Token = token, Timestamp = Microseconds(time), Rotation = ego.Rotation, Translation = ego.Translation });
        writer.Add(new SampleDataRow
        {
            Token = token, SampleToken = sample, EgoPoseToken = token, CalibratedSensorToken = token, Timestamp = Microseconds(time), Fileformat = intrinsics is null ? "pcd" : "jpg",
            IsKeyFrame = true, Width = intrinsics is null ? 0 : 1600, Height = intrinsics is null ? 0 : 900, Filename = name, Prev = Token.None, Next = Token.None,
        });
    }

    private static void AddBoxes(NuScenesTablesWriter writer, Token sample, JsonElement instances, Pose lidarToMap)
    {
        int i = 0;
        foreach (JsonElement instance in instances.EnumerateArray())
        {
            double[] b = [.. instance.GetProperty("bbox_3d").EnumerateArray().Select(value => value.GetDouble())];
            Token token = Token.Of($"box {i++}");
            Pose pose = lidarToMap * new Pose(Rotation.FromYaw(b[6]), new(b[0], b[1], b[2]));
            writer.Add(new InstanceRow { Token = token, CategoryToken = NuScenesVocabulary.CategoryToken("vehicle.car"), NbrAnnotations = 1, FirstAnnotationToken = token, LastAnnotationToken = token });
            writer.Add(new SampleAnnotationRow
            {
                Token = token, SampleToken = sample, InstanceToken = token, VisibilityToken = "", AttributeTokens = [], Translation = pose.Translation, Size = new(b[4], b[3], b[5]),
                Rotation = pose.Rotation, Prev = Token.None, Next = Token.None, NumLidarPts = instance.GetProperty("num_lidar_pts").GetInt32(), NumRadarPts = 0,
            });
        }
    }

    private static long Microseconds(double seconds) => (long)Math.Round(1e6 * seconds);

    private static JsonElement Expected()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(GoldenCases.Require("real_nuscenes/expected.json").FullPath));
        return document.RootElement.Clone();
    }
}
