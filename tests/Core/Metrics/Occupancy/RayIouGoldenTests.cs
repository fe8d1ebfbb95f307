using System.Text.Json;

using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Metrics;

[Trait("Category", "Golden")]
public sealed class RayIouGoldenTests
{
    private const double Tolerance = 1e-6; // RayIoU as a fraction
    private const double Metres = 1e-4;
    private const double Grazing = 1e-4; // share of rays that may take the other side of an edge

    public static TheoryData<GoldenCase> Directions => GoldenCases.Files("occupancy", "lidar_rays.npz");

    public static TheoryData<GoldenCase> Cases => GoldenCases.Folders("occupancy", "*", "sample0_rays.npz");

    [Theory]
    [MemberData(nameof(Directions))]
    public void The_rays_have_SparseOcc_s_directions(GoldenCase golden)
    {
        float[] expected = NpzFile.Read(golden.FullPath)["rays"].As<float>();
        Assert.Equal(3 * LidarRays.Count, expected.Length);
        for (int i = 0; i < LidarRays.Count; i++)
        {
            System.Numerics.Vector3 ray = LidarRays.Directions[i];
            Assert.Equal((expected[3 * i], expected[3 * i + 1], expected[3 * i + 2]), (ray.X, ray.Y, ray.Z));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_ray_meets_the_voxel_that_upstream_s_caster_meets_at_its_distance(GoldenCase golden)
    {
        OccupancySample sample = OccupancySample.All(golden)[0];
        IReadOnlyDictionary<string, NpyArray> rays = NpzFile.Read(golden.File("sample0_rays.npz"));
        byte[] predicted = rays["pred_label"].As<byte>(), truth = rays["gt_label"].As<byte>();
        float[] predictedAt = rays["pred_dist"].As<float>(), truthAt = rays["gt_dist"].As<float>();
        RayCaster caster = new();
        caster.Load(sample.Prediction, sample.Truth);
        RayHit[] hits = new RayHit[LidarRays.Count];
        int other = 0, ray = 0;
        foreach (Vector3D origin in Points(golden.ReadJson("input.json").GetProperty("lidar_origins")[0]))
        {
            caster.Cast(origin, hits);
            foreach (RayHit hit in hits)
            {
                bool same = hit.Prediction == predicted[ray] && hit.Truth == truth[ray]
                    && Math.Abs(hit.PredictionDistance - predictedAt[ray]) <= Metres && Math.Abs(hit.TruthDistance - truthAt[ray]) <= Metres;
                other += same ? 0 : 1;
                ray++;
            }
        }
        Assert.Equal(predicted.Length, ray);
        Assert.InRange(other, 0, Grazing * ray);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void RayIoU_is_that_of_SparseOcc_and_OPUS_in_all_and_by_class(GoldenCase golden)
    {
        JsonElement expected = golden.ReadJson("expected.json"), origins = golden.ReadJson("input.json").GetProperty("lidar_origins");
        List<OccupancySample> samples = OccupancySample.All(golden);
        RayIou rays = new();
        for (int s = 0; s < samples.Count; s++)
        {
            rays.Add(s, samples[s].Prediction, samples[s].Truth, Points(origins[s]));
        }
        foreach (string upstream in new[] { "rayiou_sparseocc", "rayiou_opus" })
        {
            JsonElement numbers = expected.GetProperty(upstream);
            Assert.Equal(numbers.GetProperty("RayIoU").GetDouble(), Value(rays.Mean()) / 100, Tolerance);
            foreach (int threshold in RayIou.Thresholds)
            {
                Assert.Equal(numbers.GetProperty($"RayIoU@{threshold}").GetDouble(), Value(rays.At(threshold)) / 100, Tolerance);
            }
        }
        foreach (int threshold in RayIou.Thresholds)
        {
            double[] perClass = OccupancySample.Numbers(expected.GetProperty("rayiou_per_class").GetProperty(threshold.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            for (int label = 0; label < perClass.Length; label++)
            {
                Assert.Equal(perClass[label], Value(rays.ClassIou(label, threshold)) / 100, Tolerance);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_rays_start_where_SparseOcc_lets_them(GoldenCase golden)
    {
        JsonElement[] infos = [.. golden.ReadJson("input.json").GetProperty("ego_pose_infos").EnumerateArray()];
        JsonElement expected = golden.ReadJson("expected.json").GetProperty("lidar_origins_of_infos");
        foreach (IGrouping<string?, JsonElement> scene in infos.GroupBy(info => info.GetProperty("scene_name").GetString()))
        {
            LidarPose[] poses = [.. scene.Select(info => new LidarPose(Pose(info, "ego2global"), Pose(info, "lidar2ego")))];
            foreach ((JsonElement info, int reference) in scene.Select((info, i) => (info, i)))
            {
                Vector3D[] points = Points(expected.GetProperty(info.GetProperty("token").GetString()!));
                Vector3D[] origins = LidarOrigins.Of(poses, reference);
                Assert.Equal(points.Length, origins.Length);
                Assert.All(points.Zip(origins), pair => Assert.InRange((pair.First - pair.Second).Length, 0, 1e-5)); // a unit in the last place of single precision
            }
        }
    }

    private static Pose Pose(JsonElement info, string name)
    {
        double[] r = OccupancySample.Numbers(info.GetProperty(name + "_rotation")), t = OccupancySample.Numbers(info.GetProperty(name + "_translation"));
        return new(new(r[0], r[1], r[2], r[3]), new(t[0], t[1], t[2]));
    }

    private static Vector3D[] Points(JsonElement array) =>
        [.. array.EnumerateArray().Select(OccupancySample.Numbers).Select(p => new Vector3D(p[0], p[1], p[2]))];

    private static double Value(ISceneMeasure measure) => measure.Value([.. Enumerable.Repeat(1, measure.Scenes)]);
}
