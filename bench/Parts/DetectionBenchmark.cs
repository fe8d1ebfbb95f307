using BenchmarkDotNet.Attributes;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics;
using VoxPilot.Core.Metrics.Detection;

namespace VoxPilot.Bench.Parts;

/// <summary>nuScenes' detection evaluation at the size of val: 150 scenes of 40 key frames, each with 40 true boxes and 100 detected ones.</summary>
[MemoryDiagnoser]
public class DetectionBenchmark
{
    private const int Scenes = 150;
    private const int FramesPerScene = 40;
    private const int Things = 40;
    private const int Boxes = 100;

    private readonly (DetectionBox[] Found, DetectionTruth Truth)[] frames = new (DetectionBox[], DetectionTruth)[Scenes * FramesPerScene];
    private byte[] file = [];
    private DetectionEvaluation added = new();

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        using MemoryStream stream = new();
        using (DetectionSubmissionWriter writer = new(stream, new() { UseCamera = true }))
        {
            for (int f = 0; f < frames.Length; f++)
            {
                frames[f] = Made(random);
                writer.Write(Token.Of($"sample/{f}").ToString(), frames[f].Found);
            }
        }
        file = stream.ToArray();
        added = Add();
    }

    [Benchmark]
    public int Read_the_submission()
    {
        using MemoryStream stream = new(file);
        return DetectionSubmission.Read(stream, "submission.json").Frames.Count;
    }

    [Benchmark]
    public DetectionEvaluation Add()
    {
        DetectionEvaluation evaluation = new();
        for (int f = 0; f < frames.Length; f++)
        {
            evaluation.Add(f / FramesPerScene, frames[f].Found, frames[f].Truth);
        }
        return evaluation;
    }

    [Benchmark]
    public double Add_and_all_figures_once() => Add().Metrics().Nds;

    /// <summary>1000 draws of mAP, NDS, the five mean errors and the ten classes' AP, with adding.</summary>
    [Benchmark]
    public double Add_and_all_figures_with_their_intervals()
    {
        DetectionEvaluation evaluation = Add();
        SceneBootstrap bootstrap = new(Scenes);
        ISceneMeasure[] measures =
        [
            evaluation.MeanAp, evaluation.Nds, .. Enum.GetValues<DetectionError>().Select(evaluation.MeanError), .. Enum.GetValues<DetectionClass>().Select(evaluation.Ap),
        ];
        return measures.Sum(measure => bootstrap.Estimate(measure).High);
    }

    [Benchmark]
    public double One_weighting_that_was_not_seen_before()
    {
        int[] weights = new int[Scenes];
        for (int s = 0; s < Scenes; s++)
        {
            weights[s] = Random.Shared.Next(3);
        }
        return added.Metrics(weights).Nds;
    }

    private static (DetectionBox[], DetectionTruth) Made(Random random)
    {
        double Signed(double reach) => reach * (2 * random.NextDouble() - 1);
        DetectionBox Box() => new(
            (DetectionClass)Math.Min(random.Next(14), random.Next(14) % DetectionClasses.Count), new(600 + Signed(30), 1600 + Signed(30), 1), new(1.9, 4.6, 1.7), Rotation.FromYaw(Signed(3)),
            new(Signed(5), Signed(5)), DetectionAttributeKind.VehicleMoving, random.NextDouble());
        DetectionBox[] truth = [.. Enumerable.Range(0, Things).Select(_ => Box() with { Score = DetectionBox.NoScore, Points = 9 })];
        DetectionBox[] found = [.. Enumerable.Range(0, Boxes).Select(i => i < Things
            ? truth[i] with { Translation = truth[i].Translation + new Vector3D(Signed(2), Signed(2), 0), Score = random.NextDouble(), Points = DetectionBox.NoPoints }
            : Box())];
        return (found, new() { Ego = new(600, 1600, 0), Boxes = truth });
    }
}
