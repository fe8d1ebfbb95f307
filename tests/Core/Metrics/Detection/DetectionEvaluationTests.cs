using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics;
using VoxPilot.Core.Metrics.Detection;

namespace VoxPilot.Core.Tests.Metrics.Detection;

public sealed class DetectionEvaluationTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(1, 15, 40)]
    [InlineData(2, 1, 40)] // scores in tenths: nearly all are equal to others
    [InlineData(3, 2, 3)]
    [InlineData(4, 15, 1)]
    public void Every_scene_once_is_the_plain_evaluation(int seed, int digits, int frames)
    {
        MadeDetections made = new(new Random(seed)) { ScoreDigits = digits };
        DetectionEvaluation evaluation = new();
        List<(DetectionBox[], DetectionBox[])> all = [];
        for (int f = 0; f < frames; f++)
        {
            (DetectionBox[] found, DetectionTruth truth) = made.Frame(12);
            evaluation.Add(f / 4, found, truth);
            all.Add(Kept(found, truth));
        }
        foreach (DetectionClass what in Enum.GetValues<DetectionClass>())
        {
            AssertSame(all, what, evaluation.Curves(what));
        }
    }

    [Theory]
    [InlineData(11, 3)]
    [InlineData(12, 10)]
    [InlineData(13, 2)]
    public void Weights_are_scenes_that_are_there_so_often(int seed, int classes)
    {
        Random random = new(seed);
        MadeDetections made = new(random);
        (int Scene, DetectionBox[] Found, DetectionTruth Truth)[] frames = [.. Enumerable.Range(0, 30).Select(f => made.Frame(8, classes)).Select((frame, f) => (f / 3, frame.Found, frame.Truth))];
        DetectionEvaluation once = new();
        foreach ((int scene, DetectionBox[] found, DetectionTruth truth) in frames)
        {
            once.Add(scene, found, truth);
        }
        for (int draw = 0; draw < 20; draw++)
        {
            int[] weights = [.. Enumerable.Range(0, 10).Select(_ => Math.Max(0, random.Next(-2, 5)))];
            DetectionEvaluation repeated = new();
            repeated.Add(9, [], new() { Ego = Vector3D.Zero, Boxes = [] }); // so that both have ten scenes
            foreach ((int scene, DetectionBox[] found, DetectionTruth truth) in frames)
            {
                for (int copy = 0; copy < weights[scene]; copy++)
                {
                    repeated.Add(scene, found, truth);
                }
            }
            AssertSame(repeated.Metrics(), once.Metrics(weights));
        }
    }

    [Fact]
    public void All_measures_are_the_figures_of_their_weighting()
    {
        DetectionEvaluation evaluation = Made(frames: 20);
        SceneBootstrap bootstrap = new(evaluation.Scenes, replicates: 20);
        DetectionMetrics metrics = evaluation.Metrics();
        Assert.Equal(metrics.MeanAp, bootstrap.Estimate(evaluation.MeanAp).Value);
        Assert.Equal(metrics.Nds, bootstrap.Estimate(evaluation.Nds).Value);
        Assert.Equal(metrics.Ap(DetectionClass.Bus), bootstrap.Estimate(evaluation.Ap(DetectionClass.Bus)).Value);
        Assert.Equal(metrics.MeanError(DetectionError.Orientation), bootstrap.Estimate(evaluation.MeanError(DetectionError.Orientation)).Value);
        Assert.Equal(evaluation.Metrics(bootstrap.Weights(7)).Nds, bootstrap.Estimate(evaluation.Nds).Replicates[7]);
        Assert.Equal(evaluation.Truths, Enum.GetValues<DetectionClass>().Sum(what => evaluation.Ap(what).Count));
        Assert.Equal(20, evaluation.Frames);
    }

    [Fact]
    public void A_key_frame_added_later_counts()
    {
        DetectionEvaluation evaluation = Made(frames: 6);
        double before = evaluation.Metrics().MeanAp;
        (DetectionBox[] found, DetectionTruth truth) = new MadeDetections(new Random(99)).Frame(30);
        evaluation.Add(0, found, truth);
        Assert.NotEqual(before, evaluation.Metrics().MeanAp);
    }

    [Fact]
    public void A_class_without_truth_counts_as_zero_in_mean_AP()
    {
        DetectionBox car = new(DetectionClass.Car, new(5, 0, 0), new(2, 4, 1.5), Rotation.Identity, default, DetectionAttributeKind.VehicleMoving, 0.5);
        DetectionEvaluation evaluation = new();
        evaluation.Add(0, [car], new() { Ego = Vector3D.Zero, Boxes = [car with { Score = DetectionBox.NoScore, Points = 3 }] });
        Assert.Equal(1, evaluation.Metrics().Ap(DetectionClass.Car), Tolerance);
        Assert.Equal(0.1, evaluation.Metrics().MeanAp, Tolerance);
        Assert.Equal(0.9, evaluation.Metrics().MeanError(DetectionError.Translation), Tolerance);
    }

    [Fact]
    public void Nothing_found_scores_nothing()
    {
        DetectionBox car = new(DetectionClass.Car, new(5, 0, 0), new(2, 4, 1.5), Rotation.Identity, default, DetectionAttributeKind.VehicleMoving, DetectionBox.NoScore, 3);
        DetectionEvaluation evaluation = new();
        evaluation.Add(0, [], new() { Ego = Vector3D.Zero, Boxes = [car] });
        Assert.Equal((0, 0), (evaluation.Metrics().MeanAp, evaluation.Metrics().Nds));
        Assert.All(Enum.GetValues<DetectionError>(), error => Assert.Equal(1, evaluation.Metrics().MeanError(error)));
    }

    [Fact]
    public void What_cannot_be_evaluated_is_refused()
    {
        DetectionEvaluation evaluation = Made(frames: 4);
        DetectionMetrics before = evaluation.Metrics();
        DetectionBox good = new(DetectionClass.Car, new(5, 0, 0), new(2, 4, 1.5), Rotation.Identity, default, DetectionAttributeKind.None, 0.5);
        string message = Assert.Throws<ArgumentException>(() => evaluation.Add(0, [good, good with { Score = double.NaN }], new() { Ego = Vector3D.Zero, Boxes = [] })).Message;
        Assert.StartsWith("Box 1 of key frame 4", message, StringComparison.Ordinal);
        Assert.Same(before, evaluation.Metrics());
        Assert.Contains("one for each of the 2 scenes", Assert.Throws<ArgumentException>(() => evaluation.Metrics([1, 1, 1])).Message, StringComparison.Ordinal);
    }

    private static DetectionEvaluation Made(int frames)
    {
        MadeDetections made = new(new Random(5));
        DetectionEvaluation evaluation = new();
        for (int f = 0; f < frames; f++)
        {
            (DetectionBox[] found, DetectionTruth truth) = made.Frame(15);
            evaluation.Add(f / 2, found, truth);
        }
        return evaluation;
    }

    private static (DetectionBox[], DetectionBox[]) Kept(DetectionBox[] found, DetectionTruth truth)
    {
        List<DetectionBox> kept = [], things = [];
        truth.Keep(found, kept);
        truth.Keep(truth.Boxes, things);
        return ([.. kept], [.. things]);
    }

    private static void AssertSame(List<(DetectionBox[], DetectionBox[])> frames, DetectionClass what, IReadOnlyList<DetectionCurve> curves)
    {
        for (int d = 0; d < curves.Count; d++)
        {
            if (DetectionReference.Curve(frames, what, DetectionConfig.MatchDistances[d]) is not var (precision, confidence, errors))
            {
                Assert.Same(DetectionCurve.None, curves[d]);
                continue;
            }
            AssertSame(precision, curves[d].Precision);
            AssertSame(confidence, curves[d].Confidence);
            for (int e = 0; d == DetectionConfig.ErrorDistance && e < DetectionConfig.Errors; e++)
            {
                AssertSame(errors[e], curves[d].Error((DetectionError)e));
            }
        }
    }

    private static void AssertSame(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], Tolerance);
        }
    }

    private static void AssertSame(DetectionMetrics expected, DetectionMetrics actual)
    {
        foreach (DetectionClass what in Enum.GetValues<DetectionClass>())
        {
            for (int d = 0; d < DetectionConfig.MatchDistances.Count; d++)
            {
                Assert.Equal(expected.Ap(what, d), actual.Ap(what, d), Tolerance);
            }
            foreach (DetectionError error in Enum.GetValues<DetectionError>())
            {
                Assert.Equal(expected.Error(what, error), actual.Error(what, error), Tolerance);
            }
        }
        Assert.Equal(expected.Nds, actual.Nds, Tolerance);
    }
}
