using TorchSharp;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Jobs.Tests.Training.Stages;
using VoxPilot.Jobs.Tests.Training.Stages.Occupancy;
using VoxPilot.Jobs.Training;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training;

/// <summary>Every stage on CUDA gives what it gives on the CPU, where compositions of operators stand in for the CPU's kernels.</summary>
public sealed class CudaTests
{
    // Convolutions on CUDA round their inputs to TF32's 10 bits; a few points on the border of two voxels then find the other one.
    private const double TermTolerance = 0.01, GradientTolerance = 0.05;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Depth_and_class_per_pixel()
    {
        RequireCuda();
        using SmallOccupancy sight = new();
        Compare(device => new Dense2DStage(sight.Setup with { Device = device }));
    }

    [Fact]
    public void Occupancy_with_a_teacher()
    {
        RequireCuda();
        using SmallOccupancy sight = new();
        Compare(device => new OccupancyStage(sight.Setup with { Device = device, Teacher = sight.Teacher }, SmallOccupancy.Config));
    }

    [Fact]
    public void Forecasts_and_plans()
    {
        RequireCuda();
        using SmallPlanning drive = new();
        Compare(device => drive.Open($"cache-{device}", device: device));
    }

    [Theory]
    [InlineData(TrainingPrecision.Full)]
    [InlineData(TrainingPrecision.Mixed)]
    public void A_run_learns_and_goes_on_from_its_checkpoint(TrainingPrecision precision)
    {
        RequireCuda();
        using SmallOccupancy sight = new();
        RunFolder folder = sight.Run($"cuda-{precision}");
        StageSetup setup = sight.Setup with { Device = "cuda", Teacher = sight.Teacher, Training = sight.Setup.Training with { Precision = precision } };
        foreach (int steps in (int[])[6, 12])
        {
            TrainingConfig config = setup.Training with { Steps = steps };
            using TrainingLoop<TrainingBatch> loop = new(new OccupancyStage(setup, SmallOccupancy.Config), config, folder);
            Assert.True(loop.Run(continued: steps > 6, null, Token));
        }
        IReadOnlyList<LossLine> lines = LossLog.Read(folder.Losses);
        Assert.Equal([2, 4, 6, 8, 10, 12], lines.Select(line => line.Step));
        Assert.InRange(lines[^1].Loss, 0, 0.9 * lines[0].Loss);
    }

    private static void Compare(Func<string, ClipStage> open)
    {
        (Dictionary<string, double> terms, Dictionary<string, Tensor> gradients) = Step(open, "cpu");
        (Dictionary<string, double> otherTerms, Dictionary<string, Tensor> otherGradients) = Step(open, "cuda");
        Assert.Equal(terms.Keys, otherTerms.Keys);
        foreach ((string name, double value) in terms)
        {
            Assert.True(Math.Abs(otherTerms[name] - value) <= TermTolerance * Math.Max(1, Math.Abs(value)), $"{name} is {value} on the CPU and {otherTerms[name]} on CUDA");
        }
        using Tensor one = Joined(gradients), other = Joined(otherGradients);
        Assert.InRange((one - other).norm().ToDouble(), 0, GradientTolerance * one.norm().ToDouble());

        static Tensor Joined(Dictionary<string, Tensor> gradients) => cat([.. gradients.OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Value)]);
    }

    private static (Dictionary<string, double> Terms, Dictionary<string, Tensor> Gradients) Step(Func<string, ClipStage> open, string device)
    {
        using ClipStage stage = open(device);
        using DisposeScope scope = NewDisposeScope();
        foreach (TrainedPart part in stage.Parts)
        {
            part.Module.train();
        }
        using IBatchSource<TrainingBatch> batches = stage.Batches(default);
        using TrainingBatch batch = batches.Take(Token);
        manual_seed(3);
        IReadOnlyList<LossTerm> terms = stage.Losses(batch, 0);
        terms.Where(term => term.Minimised).Select(term => term.Value).Aggregate((a, b) => a + b).backward();
        Dictionary<string, Tensor> gradients = [];
        foreach (TrainedPart part in stage.Parts)
        {
            foreach ((string name, TorchSharp.Modules.Parameter parameter) in part.Module.named_parameters())
            {
                if (parameter.grad is { } gradient)
                {
                    gradients[$"{part.Name}.{name}"] = gradient.detach().cpu().flatten().DetachFromDisposeScope();
                }
            }
        }
        return (terms.ToDictionary(term => term.Name, term => term.Value.ToDouble()), gradients);
    }

    private static void RequireCuda() => Assert.SkipUnless(cuda.is_available(), "There is no CUDA device here.");
}
