using System.Globalization;
using System.Text.Json;

using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics.Detection;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Metrics.Detection;

[Trait("Category", "Golden")]
public sealed class DetectionEvaluationGoldenTests
{
    private static readonly string[] ErrorNames = ["trans_err", "scale_err", "orient_err", "vel_err", "attr_err"];

    public static TheoryData<GoldenCase> Cases => GoldenCases.Folders("nuscenes_detection", file: "expected.json");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Figures_are_those_of_the_devkit(GoldenCase golden)
    {
        using DetectionGoldenCase opened = new(golden);
        DetectionMetrics metrics = opened.Evaluate().Metrics();
        JsonElement expected = opened.Expected.GetProperty("metrics");
        foreach (DetectionClass what in Enum.GetValues<DetectionClass>())
        {
            string name = DetectionClasses.Names[(int)what];
            for (int d = 0; d < DetectionConfig.MatchDistances.Count; d++)
            {
                Close(expected.GetProperty("label_aps").GetProperty(name).GetProperty(Distance(d)), metrics.Ap(what, d), $"AP of {name} at {Distance(d)} m");
            }
            Close(expected.GetProperty("mean_dist_aps").GetProperty(name), metrics.Ap(what), $"AP of {name}");
            for (int e = 0; e < ErrorNames.Length; e++)
            {
                Close(expected.GetProperty("label_tp_errors").GetProperty(name).GetProperty(ErrorNames[e]), metrics.Error(what, (DetectionError)e), $"{ErrorNames[e]} of {name}");
            }
        }
        Close(expected.GetProperty("mean_ap"), metrics.MeanAp, "mAP");
        Close(expected.GetProperty("nd_score"), metrics.Nds, "NDS");
        for (int e = 0; e < ErrorNames.Length; e++)
        {
            Close(expected.GetProperty("tp_errors").GetProperty(ErrorNames[e]), metrics.MeanError((DetectionError)e), $"mean {ErrorNames[e]}");
            Close(expected.GetProperty("tp_scores").GetProperty(ErrorNames[e]), metrics.Score((DetectionError)e), $"score of {ErrorNames[e]}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Curves_are_those_of_the_devkit(GoldenCase golden)
    {
        using DetectionGoldenCase opened = new(golden);
        Dictionary<string, JsonElement> expected = opened.Expected.GetProperty("curves").EnumerateObject().ToDictionary(curve => curve.Name, curve => curve.Value);
        DetectionEvaluation evaluation = opened.Evaluate();
        int compared = 0;
        foreach (DetectionClass what in Enum.GetValues<DetectionClass>())
        {
            IReadOnlyList<DetectionCurve> curves = evaluation.Curves(what);
            for (int d = 0; d < curves.Count; d++)
            {
                string key = $"{DetectionClasses.Names[(int)what]}:{Distance(d)}";
                if (!expected.TryGetValue(key, out JsonElement curve))
                {
                    Assert.Same(DetectionCurve.None, curves[d]);
                    continue;
                }
                compared++;
                DetectionGoldenCase.Close(DetectionGoldenCase.Numbers(curve.GetProperty("precision")), curves[d].Precision, $"{key} precision");
                DetectionGoldenCase.Close(DetectionGoldenCase.Numbers(curve.GetProperty("confidence")), curves[d].Confidence, $"{key} confidence");
                Close(curve.GetProperty("max_recall"), curves[d].MaximumRecall, $"{key} highest recall");
                for (int e = 0; d == DetectionConfig.ErrorDistance && e < ErrorNames.Length; e++)
                {
                    DetectionGoldenCase.Close(DetectionGoldenCase.Numbers(curve.GetProperty(ErrorNames[e])), curves[d].Error((DetectionError)e), $"{key} {ErrorNames[e]}");
                }
            }
        }
        Assert.Equal(expected.Count, compared);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Boxes_that_count_are_those_of_the_devkit_in_its_order(GoldenCase golden)
    {
        using DetectionGoldenCase opened = new(golden);
        List<DetectionBox> kept = [];
        foreach (DetectionFrame frame in opened.Submission.Frames)
        {
            DetectionTruth truth = opened.Truth(frame.Sample);
            truth.Keep(truth.Boxes, kept);
            SameBoxes(opened.Expected.GetProperty("gt_after_filter").GetProperty(frame.Sample), kept, truth.Ego);
            truth.Keep(frame.Boxes, kept);
            SameBoxes(opened.Expected.GetProperty("pred_after_filter").GetProperty(frame.Sample), kept, truth.Ego);
        }
        Assert.Equal(opened.Expected.GetProperty("gt_after_filter").EnumerateObject().Count(), opened.Submission.Frames.Count);
    }

    private static void SameBoxes(JsonElement expected, List<DetectionBox> boxes, Vector3D ego)
    {
        Assert.Equal(expected.GetArrayLength(), boxes.Count);
        foreach ((JsonElement wanted, DetectionBox box) in expected.EnumerateArray().Zip(boxes))
        {
            Close(wanted, "translation", box.Translation.X, box.Translation.Y, box.Translation.Z);
            Close(wanted, "size", box.Size.X, box.Size.Y, box.Size.Z);
            Close(wanted, "rotation", box.Rotation.W, box.Rotation.X, box.Rotation.Y, box.Rotation.Z);
            Close(wanted, "velocity", box.Velocity.X, box.Velocity.Y);
            Close(wanted.GetProperty("ego_dist"), new Vector2D(box.Translation.X - ego.X, box.Translation.Y - ego.Y).Length, "ego_dist");
            Close(wanted.GetProperty("detection_score"), box.Score, "detection_score");
            Assert.Equal(wanted.GetProperty("num_pts").GetInt32(), box.Points);
            Assert.Equal(wanted.GetProperty("detection_name").GetString(), DetectionClasses.Names[(int)box.Class]);
            Assert.Equal(wanted.GetProperty("attribute_name").GetString(), DetectionAttributes.Names[(int)box.Attribute]);
        }
    }

    private static void Close(JsonElement box, string field, params double[] actual) => DetectionGoldenCase.Close(DetectionGoldenCase.Numbers(box.GetProperty(field)), actual, field);

    private static void Close(JsonElement expected, double actual, string what) => DetectionGoldenCase.Close(DetectionGoldenCase.Number(expected), actual, what);

    private static string Distance(int d) => DetectionConfig.MatchDistances[d].ToString("0.0", CultureInfo.InvariantCulture);
}
