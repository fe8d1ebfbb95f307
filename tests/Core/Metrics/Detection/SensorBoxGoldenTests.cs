using System.Text.Json;

using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Metrics.Detection;

/// <summary>What the devkit reads of the tables: boxes in the frames of sensors, and velocities.</summary>
[Trait("Category", "Golden")]
public sealed class SensorBoxGoldenTests
{
    private const double InFront = 0.1; // metres before the camera that every corner must have
    private const double Seen = 1; // metres before the camera from which on a corner counts as seen

    public static TheoryData<GoldenCase> Cases => GoldenCases.Folders("nuscenes_detection", file: "expected.json");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Boxes_in_a_sensors_frame_are_those_of_the_devkit(GoldenCase golden)
    {
        using DetectionGoldenCase opened = new(golden);
        Dictionary<Token, string> channels = Rows<SensorRow>(opened).ToDictionary(row => row.Token, row => row.Channel);
        Dictionary<Token, CalibratedSensorRow> mounts = Rows<CalibratedSensorRow>(opened).ToDictionary(row => row.Token);
        Dictionary<Token, Pose> egos = Rows<EgoPoseRow>(opened).ToDictionary(row => row.Token, row => new Pose(row.Rotation, row.Translation));
        SampleDataRow[] keyFrames = [.. Rows<SampleDataRow>(opened).Where(row => row.IsKeyFrame)];
        Dictionary<string, int> indices = Enumerable.Range(0, opened.Dataset.Count).ToDictionary(opened.Dataset.Token);
        foreach (JsonProperty expected in opened.Expected.GetProperty("sensor_boxes").EnumerateObject())
        {
            string[] key = expected.Name.Split('/');
            SampleDataRow data = keyFrames.Single(row => row.SampleToken.ToString() == key[0] && channels[mounts[row.CalibratedSensorToken].SensorToken] == key[1]);
            CalibratedSensorRow mount = mounts[data.CalibratedSensorToken];
            Pose toSensor = new Pose(mount.Rotation, mount.Translation).Inverse * egos[data.EgoPoseToken].Inverse;
            (MapBox Box, Pose Pose)[] boxes =
            [
                .. opened.Dataset.MapBoxes(indices[key[0]]).Select(box => (box, toSensor * box.Pose))
                    .Where(box => mount.CameraIntrinsic is not Matrix3 k || IsVisible(box.Item2, box.box.Size, k, data, all: key[2] == "ALL")),
            ];
            JsonElement[] wanted = [.. expected.Value.GetProperty("boxes").EnumerateArray()];
            Assert.Equal(wanted.Select(box => box.GetProperty("token").GetString()), boxes.Select(box => box.Box.Token.ToString()));
            foreach ((JsonElement json, (MapBox box, Pose pose)) in wanted.Zip(boxes))
            {
                Assert.Equal(json.GetProperty("name").GetString(), box.Category);
                Close(json, "translation", pose.Translation.X, pose.Translation.Y, pose.Translation.Z);
                Close(json, "size_wlh", box.Size.X, box.Size.Y, box.Size.Z);
                Close(json, "rotation", pose.Rotation.W, pose.Rotation.X, pose.Rotation.Y, pose.Rotation.Z);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Velocities_are_those_of_the_devkit(GoldenCase golden)
    {
        using DetectionGoldenCase opened = new(golden);
        Dictionary<string, MapBox> boxes = Enumerable.Range(0, opened.Dataset.Count).SelectMany(opened.Dataset.MapBoxes).ToDictionary(box => box.Token.ToString());
        foreach (JsonProperty expected in opened.Expected.GetProperty("box_velocity").EnumerateObject())
        {
            Vector3D v = boxes[expected.Name].Velocity;
            DetectionGoldenCase.Close(DetectionGoldenCase.Numbers(expected.Value), [v.X, v.Y, v.Z], expected.Name);
        }
    }

    // The devkit's box_in_image: every corner before the camera, and any or all of them within the image.
    private static bool IsVisible(Pose box, Vector3D size, Matrix3 k, SampleDataRow image, bool all)
    {
        int seen = 0;
        for (int corner = 0; corner < 8; corner++)
        {
            Vector3D p = box.Transform(new(
                (corner & 1) == 0 ? size.Y / 2 : -size.Y / 2, (corner & 2) == 0 ? size.X / 2 : -size.X / 2, (corner & 4) == 0 ? size.Z / 2 : -size.Z / 2));
            if (p.Z <= InFront)
            {
                return false;
            }
            Vector3D q = k * p;
            seen += p.Z > Seen && q.X / q.Z > 0 && q.X / q.Z < image.Width && q.Y / q.Z > 0 && q.Y / q.Z < image.Height ? 1 : 0;
        }
        return all ? seen == 8 : seen > 0;
    }

    private static IEnumerable<TRow> Rows<TRow>(DetectionGoldenCase opened) where TRow : class => TableFileReader<TRow>.ReadAll(opened.Tables);

    private static void Close(JsonElement box, string field, params double[] actual) => DetectionGoldenCase.Close(DetectionGoldenCase.Numbers(box.GetProperty(field)), actual, field);
}
