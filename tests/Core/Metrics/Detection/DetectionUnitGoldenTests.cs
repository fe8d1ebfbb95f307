using System.Text.Json;

using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Metrics.Detection;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Metrics.Detection;

[Trait("Category", "Golden")]
public sealed class DetectionUnitGoldenTests
{
    public static TheoryData<GoldenCase> Cases => GoldenCases.Files("nuscenes_detection", "unit_functions*.json");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Errors_of_a_pair_of_boxes_are_those_of_the_devkit(GoldenCase golden)
    {
        foreach (JsonElement pair in golden.ReadJson(Path.GetFileName(golden.FullPath)).GetProperty("boxes").EnumerateArray())
        {
            DetectionBox truth = Box(pair.GetProperty("gt")), found = Box(pair.GetProperty("pred"));
            Close(pair, "center_distance", MatchErrors.CentreDistance(truth, found));
            Close(pair, "velocity_l2", MatchErrors.VelocityDistance(truth, found));
            Close(pair, "scale_iou", MatchErrors.ScaleIou(truth.Size, found.Size));
            Close(pair, "yaw_diff_2pi", MatchErrors.YawDifference(truth.Rotation, found.Rotation, 2 * Math.PI));
            Close(pair, "yaw_diff_pi", MatchErrors.YawDifference(truth.Rotation, found.Rotation, Math.PI));
            Close(pair, "attr_acc", MatchErrors.AttributeAccuracy(truth, found));
            Close(pair, "yaw_gt", truth.Rotation.Yaw);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Differences_of_angles_are_those_of_the_devkit(GoldenCase golden)
    {
        foreach (JsonElement one in golden.ReadJson(Path.GetFileName(golden.FullPath)).GetProperty("angle_diff").EnumerateArray())
        {
            Close(one, "angle_diff", MatchErrors.AngleDifference(one.GetProperty("x").GetDouble(), one.GetProperty("y").GetDouble(), one.GetProperty("period").GetDouble()));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Cumulative_means_of_the_plain_twin_are_those_of_the_devkit(GoldenCase golden)
    {
        foreach (JsonElement one in golden.ReadJson(Path.GetFileName(golden.FullPath)).GetProperty("cummean").EnumerateArray())
        {
            DetectionGoldenCase.Close(DetectionGoldenCase.Numbers(one.GetProperty("cummean")), DetectionReference.CumulativeMean(DetectionGoldenCase.Numbers(one.GetProperty("x"))), "cummean");
        }
    }

    private static void Close(JsonElement expected, string field, double actual) => DetectionGoldenCase.Close(DetectionGoldenCase.Number(expected.GetProperty(field)), actual, field);

    private static DetectionBox Box(JsonElement json)
    {
        double[] translation = DetectionGoldenCase.Numbers(json.GetProperty("translation")), size = DetectionGoldenCase.Numbers(json.GetProperty("size"));
        double[] rotation = DetectionGoldenCase.Numbers(json.GetProperty("rotation")), velocity = DetectionGoldenCase.Numbers(json.GetProperty("velocity"));
        return new(
            DetectionClass.Car, new(translation[0], translation[1], translation[2]), new(size[0], size[1], size[2]),
            new(rotation[0], rotation[1], rotation[2], rotation[3]), new(velocity[0], velocity[1]),
            DetectionAttributes.Find(json.GetProperty("attribute_name").GetString())!.Value, 0);
    }
}
