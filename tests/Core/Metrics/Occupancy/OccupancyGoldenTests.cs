using System.Globalization;
using System.Text.Json;

using VoxPilot.Core.Metrics;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Metrics;

/// <summary>Numbers that the upstream projects' own code computed; see tests/golden/occupancy/README.md.</summary>
[Trait("Category", "Golden")]
public sealed class OccupancyGoldenTests
{
    private const double Tolerance = 1e-9; // of what is in percent, too

    public static TheoryData<GoldenCase> Cases => GoldenCases.Folders("occupancy", "*", "sample0_labels.npz");

    [Theory]
    [MemberData(nameof(Cases))]
    public void mIoU_by_class_and_its_mean_are_those_of_Occ3D_FB_OCC_SparseOcc_and_OPUS(GoldenCase golden)
    {
        List<OccupancySample> samples = OccupancySample.All(golden);
        foreach (JsonProperty setting in golden.ReadJson("expected.json").GetProperty("miou").EnumerateObject())
        {
            string[] parts = setting.Name.Split('/');
            if (parts[1].StartsWith("binary", StringComparison.Ordinal))
            {
                OccupancyConfusion camera = Count(samples, parts[1].Split('_')[1]);
                double[] both = OccupancySample.Numbers(setting.Value.GetProperty("per_class_iou"));
                Assert.Equal(100 * both[0], Value(camera.Iou()), Tolerance);
                Assert.Equal(setting.Value.GetProperty("miou_rounded").GetDouble(), Math.Round(Value(camera.Iou()), 2), Tolerance);
                continue;
            }
            AbsentClass absent = parts[0] switch
            {
                "occ3d_cvpr2023" or "fb_occ" => AbsentClass.Occ3D,
                "opus_sparseocc" => AbsentClass.SparseOcc,
                _ => throw new InvalidDataException($"{golden}: {setting.Name} is an unknown setting."),
            };
            OccupancyConfusion confusion = Count(samples, parts[1]);
            double[] perClass = OccupancySample.Numbers(setting.Value.GetProperty("per_class_iou"));
            for (int label = 0; label < perClass.Length; label++)
            {
                Assert.Equal(100 * perClass[label], Value(confusion.ClassIou(label, absent)), Tolerance);
            }
            double miou = Value(confusion.Miou(absent));
            Assert.Equal(setting.Value.GetProperty("miou").GetDouble(), miou, Tolerance);
            Assert.EndsWith(": " + Math.Round(miou, 2).ToString(CultureInfo.InvariantCulture), setting.Value.GetProperty("printed").GetString(), StringComparison.Ordinal);
            JsonElement matrix = setting.Value.GetProperty("hist");
            for (int truth = 0; truth < matrix.GetArrayLength(); truth++)
            {
                Assert.Equal(OccupancySample.Numbers(matrix[truth]), Enumerable.Range(0, matrix.GetArrayLength()).Select(label => (double)confusion[truth, label]));
            }
            Assert.Equal(samples.Count, confusion.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void F_score_accuracy_and_completeness_are_those_of_SparseOcc_and_OPUS(GoldenCase golden)
    {
        if (!golden.ReadJson("expected.json").TryGetProperty("fscore_camera_mask", out JsonElement expected))
        {
            return; // upstream's k-d tree is for the small cases
        }
        List<OccupancySample> samples = OccupancySample.All(golden);
        OccupancyFScore score = new(GridSpec.Occ3D with { SizeX = samples[0].Shape[0], SizeY = samples[0].Shape[1], SizeZ = samples[0].Shape[2] });
        foreach (OccupancySample sample in samples)
        {
            score.Add(0, sample.Prediction, sample.Truth, sample.MaskCamera);
        }
        Assert.Equal(100 * expected.GetProperty("fscore").GetDouble(), Value(score.FScore), Tolerance);
        Assert.Equal(100 * expected.GetProperty("accuracy").GetDouble(), Value(score.Accuracy), Tolerance);
        Assert.Equal(100 * expected.GetProperty("completeness").GetDouble(), Value(score.Completeness), Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GaussianFormer_gets_its_mIoU_and_IoU_in_every_setting(GoldenCase golden)
    {
        if (!golden.ReadJson("expected.json").TryGetProperty("gaussianformer", out JsonElement expected))
        {
            return;
        }
        List<OccupancySample> samples = OccupancySample.All(golden);
        foreach (JsonProperty setting in expected.EnumerateObject())
        {
            (bool filter, string mask) = setting.Name switch
            {
                "eval_py_defaults" => (false, "camera"),
                "filter_minmax" => (true, "camera"),
                "no_mask" => (false, "none"),
                _ => throw new InvalidDataException($"{golden}: {setting.Name} is an unknown setting."),
            };
            OccupancyConfusion confusion = Count(samples, mask, filter);
            Assert.Equal(setting.Value.GetProperty("miou").GetDouble(), Value(GaussianFormerMeasures.Miou(confusion)), Tolerance);
            Assert.Equal(setting.Value.GetProperty("iou").GetDouble(), Value(GaussianFormerMeasures.Iou(confusion)), Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SurroundOcc_gets_its_IoU_and_mIoU(GoldenCase golden)
    {
        if (!golden.ReadJson("expected.json").TryGetProperty("surroundocc", out JsonElement expected))
        {
            return;
        }
        OccupancyConfusion confusion = Count(OccupancySample.All(golden), "none");
        Assert.Equal(100 * expected.GetProperty("IoU").GetDouble(), Value(SurroundOccMeasures.Iou(confusion)), Tolerance);
        Assert.Equal(100 * OccupancySample.Number(expected.GetProperty("mIoU")), Value(SurroundOccMeasures.Miou(confusion)), Tolerance);
        double[] perClass = OccupancySample.Numbers(expected.GetProperty("per_class"));
        for (int label = 1; label <= perClass.Length; label++)
        {
            Assert.Equal(100 * perClass[label - 1], Value(SurroundOccMeasures.ClassIou(confusion, label)), Tolerance);
        }
    }

    private static OccupancyConfusion Count(List<OccupancySample> samples, string mask, bool filter = false)
    {
        OccupancyConfusion confusion = new();
        for (int s = 0; s < samples.Count; s++)
        {
            OccupancySample sample = samples[s];
            byte[] prediction = [.. sample.Prediction];
            if (filter)
            {
                GaussianFormerMeasures.FilterMinMax(sample.Prediction, sample.Truth, sample.Shape[2], prediction);
            }
            confusion.Add(s, prediction, sample.Truth, sample.Mask(mask)); // each in a scene of its own
        }
        return confusion;
    }

    private static double Value(ISceneMeasure measure) => measure.Value([.. Enumerable.Repeat(1, measure.Scenes)]);
}
