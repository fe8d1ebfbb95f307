using System.Text.Json;

using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.NuScenes;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Metrics.Detection;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Metrics.Detection;

/// <summary>A golden case: a small nuScenes database, a submission, and what the devkit says of it.</summary>
internal sealed class DetectionGoldenCase : IDisposable
{
    public const double Tolerance = 1e-9;

    private readonly string cache = Directory.CreateTempSubdirectory("voxpilot-golden-").FullName;
    private readonly Dictionary<string, int> indices;

    public DetectionGoldenCase(GoldenCase golden)
    {
        Dataset = NuScenesDataset.Open(golden.FullPath, new() { CacheFolder = cache });
        Submission = DetectionSubmission.Read(golden.File("submission.json"));
        Expected = golden.ReadJson("expected.json");
        Tables = Path.Combine(golden.FullPath, Dataset.Version);
        indices = Enumerable.Range(0, Dataset.Count).Where(i => NuScenesSplits.Contains(NuScenesSplit.MiniVal, Dataset.Scene(i))).ToDictionary(Dataset.Token);
        Submission.RequireSamples(indices.Keys, "mini_val");
    }

    public NuScenesDataset Dataset { get; }

    public DetectionSubmission Submission { get; }

    public JsonElement Expected { get; }

    /// <summary>Folder of the tables.</summary>
    public string Tables { get; }

    public DetectionTruth Truth(string sample) => DetectionTruth.Read(Dataset, indices[sample]);

    public DetectionEvaluation Evaluate()
    {
        DetectionEvaluation evaluation = new();
        List<string> scenes = [];
        foreach (DetectionFrame frame in Submission.Frames)
        {
            string scene = Dataset.Scene(indices[frame.Sample]);
            if (!scenes.Contains(scene))
            {
                scenes.Add(scene);
            }
            evaluation.Add(scenes.IndexOf(scene), frame.Boxes, Truth(frame.Sample));
        }
        return evaluation;
    }

    /// <summary>A number; null is NaN.</summary>
    public static double Number(JsonElement json) => json.ValueKind == JsonValueKind.Null ? double.NaN : json.GetDouble();

    public static double[] Numbers(JsonElement json) => [.. json.EnumerateArray().Select(Number)];

    public static void Close(double expected, double actual, string what)
    {
        if (!(double.IsNaN(expected) && double.IsNaN(actual)) && !(Math.Abs(expected - actual) <= Tolerance))
        {
            Assert.Fail($"{what}: {actual:R}; {expected:R} was expected.");
        }
    }

    public static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Close(expected[i], actual[i], $"{what}[{i}]");
        }
    }

    public void Dispose() => Directory.Delete(cache, recursive: true);
}
