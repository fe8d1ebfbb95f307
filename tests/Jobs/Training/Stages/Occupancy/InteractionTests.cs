using TorchSharp;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training.Stages.Occupancy;

/// <summary>Occupancy queries that look at the Gaussians of a pack that SQS has left.</summary>
public sealed class InteractionTests(SmallOccupancy made) : IClassFixture<SmallOccupancy>
{
    private static readonly GaussianDecoderConfig Few = GaussianDecoderConfig.Nano() with { Gaussians = 200, Layers = 1 };

    [Fact]
    public void They_look_at_a_frozen_plug_in_and_then_foretell_what_that_adds()
    {
        ModelPack splatted = Trained("splatted", setup => new SqsStage(setup, SqsConfig.For(TrainingPreset.Nano, setup.From.Manifest.Config.Perception) with { Decoder = Few }), made.Setup);

        ModelPack looking = Trained("separate", setup => new OccupancyStage(setup, SmallOccupancy.Config with { Interaction = PlugInUse.Separate }), made.Setup with { PlugIn = splatted });
        PerceptionConfig perception = looking.Manifest.Config.Perception;
        Assert.True(perception.Gaussians!.OwnImages);
        Assert.Equal(InteractionSource.PlugIn, perception.Encoder.Interaction!.Source);
        using (DrivingModel model = DrivingModel.Load(looking, "cpu"), sqs = DrivingModel.Load(splatted, "cpu"))
        {
            Assert.Equal(0, Distance(sqs.Perception.Gaussians!.Decoder, model.Perception.Gaussians!.Decoder)); // frozen, and halves of halves are the same
            Assert.Equal(0, Distance(sqs.Perception.Images, model.Perception.Gaussians!.Images!));
            Assert.True(Distance(sqs.Perception.Images, model.Perception.Images) > 1e-3);
        }

        ModelPack shared = Trained("shared", setup => new OccupancyStage(setup, SmallOccupancy.Config with { Interaction = PlugInUse.Shared, Neighbours = 4, OpacityThreshold = 0.3 }), made.Setup with { From = splatted });
        Assert.False(shared.Manifest.Config.Perception.Gaussians!.OwnImages);
        QueryInteractionConfig form = shared.Manifest.Config.Perception.Encoder.Interaction!;
        Assert.Equal((4, 0.3), (form.Neighbours, form.OpacityThreshold));

        RunFolder run = made.Run("distilled");
        ModelPack distilled = Trained("distilled", setup => new OccupancyStage(setup, SmallOccupancy.Config with { Interaction = PlugInUse.Distilled }), made.Setup with { From = looking });
        Assert.Null(distilled.Manifest.Config.Perception.Gaussians);
        Assert.Equal(InteractionSource.Distilled, distilled.Manifest.Config.Perception.Encoder.Interaction!.Source);
        Assert.Equal("interaction", LossLog.Read(run.Losses)[0].Terms.Keys.Last());

        // Without interaction again: nothing of it is left in the pack.
        ModelPack plain = Trained("plain", setup => new OccupancyStage(setup, SmallOccupancy.Config with { Interaction = PlugInUse.None }), made.Setup with { From = looking });
        Assert.Null(plain.Manifest.Config.Perception.Gaussians);
        Assert.Null(plain.Manifest.Config.Perception.Encoder.Interaction);
    }

    [Fact]
    public void The_first_step_is_that_of_the_model_without()
    {
        ModelPack splatted = Trained("fresh", setup => new SqsStage(setup, SqsConfig.For(TrainingPreset.Nano, setup.From.Manifest.Config.Perception) with { Decoder = Few }), made.Setup);
        Assert.Equal(Terms(made.Setup with { From = splatted }, PlugInUse.None), Terms(made.Setup with { From = splatted }, PlugInUse.Shared));

        static List<double> Terms(StageSetup setup, PlugInUse use)
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable _ = no_grad();
            using OccupancyStage stage = new(setup, SmallOccupancy.Config with { Interaction = use, ClusteredFrames = 0 });
            using IBatchSource<TrainingBatch> batches = stage.Batches(default);
            using TrainingBatch batch = batches.Take(TestContext.Current.CancellationToken);
            return [.. stage.Losses(batch, 0).Select(term => term.Value.ToDouble())];
        }
    }

    [Fact]
    public void What_there_is_nothing_to_look_at_for_is_refused()
    {
        Assert.Contains("sees no Gaussians", Assert.Throws<PackException>(() => new OccupancyStage(made.Setup, SmallOccupancy.Config with { Interaction = PlugInUse.Separate })).Message, StringComparison.Ordinal);
        Assert.Contains("interaction=separate", Assert.Throws<TrainingException>(() => new OccupancyStage(made.Setup, SmallOccupancy.Config with { Interaction = PlugInUse.Distilled })).Message, StringComparison.Ordinal);
    }

    private ModelPack Trained(string name, Func<StageSetup, ClipStage> stage, StageSetup setup)
    {
        setup = setup with { Training = setup.Training with { Steps = 2, PreviewSteps = 0, LogSteps = 1 } };
        RunFolder folder = made.Run(name);
        using TrainingLoop<TrainingBatch> loop = new(stage(setup), setup.Training, folder);
        Assert.True(loop.Run(false, null, TestContext.Current.CancellationToken));
        return ModelPack.Open(Path.Combine(folder.Results, "pack"));
    }

    private static double Distance(nn.Module a, nn.Module b)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> other = b.state_dict();
        return a.state_dict().Where(e => e.Value.is_floating_point()).Max(e => (e.Value - other[e.Key]).abs().max().ToDouble());
    }
}
