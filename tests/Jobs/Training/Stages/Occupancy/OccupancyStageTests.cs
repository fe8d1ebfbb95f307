using TorchSharp;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Core.Imaging;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training.Stages.Occupancy;

public sealed class OccupancyStageTests(SmallOccupancy made) : IClassFixture<SmallOccupancy>
{
    [Fact]
    public void Twelve_steps_lower_the_loss_and_leave_a_picture_and_a_pack()
    {
        RunFolder folder = made.Run("twelve");
        Assert.True(Train(folder, made.Setup, SmallOccupancy.Config));
        IReadOnlyList<LossLine> lines = LossLog.Read(folder.Losses);
        Assert.Equal(["pts.init", "pts.0", "cls.0", "pts.1", "cls.1"], lines[0].Terms.Keys);
        Assert.InRange(lines[^1].Loss, 0, 0.9 * lines[0].Loss);

        using ImageDecoder decoder = new();
        string picture = Path.Combine(folder.Previews, "step-0000012.png");
        Assert.True(decoder.Decode(ImageHeader.Read(File.ReadAllBytes(picture), picture, ImageLimits.Default)).Width > 200);
        Assert.Contains("\"miou_camera\":", File.ReadAllText(folder.PreviewFigures), StringComparison.Ordinal);

        ModelPack pack = ModelPack.Open(Path.Combine(folder.Results, "pack"));
        PackManifest start = made.Setup.From.Manifest, end = pack.Manifest;
        Assert.False(end.Trained); // its plans are random
        Assert.StartsWith("occupancy: 12 steps of 2 samples, seed 5; voxpilot train occupancy", Assert.Single(end.Provenance.Stages), StringComparison.Ordinal);
        Assert.StartsWith("data (", Assert.Single(end.Provenance.Datasets), StringComparison.Ordinal);
        Assert.NotEqual(start.Config.Voxels.Thresholds, end.Config.Voxels.Thresholds);
        Assert.All(end.Config.Voxels.Thresholds, threshold => Assert.InRange(threshold, 0.01f, 0.95f));
        using (SafetensorsFile file = SafetensorsFile.Open(Path.Combine(pack.Folder, PackFiles.Perception)))
        {
            Assert.Contains(file.Entries, entry => entry.Type == ScalarType.Float16);
            Assert.DoesNotContain(file.Entries, entry => entry.Type == ScalarType.Float32);
        }
        using DrivingModel before = DrivingModel.Load(made.Setup.From, "cpu"), after = DrivingModel.Load(pack, "cpu");
        Assert.True(Distance(before.Perception.Images, after.Perception.Images) > 1e-3);
        Assert.True(Distance(before.Perception.Occupancy, after.Perception.Occupancy) > 1e-3);
        Assert.True(Distance(before.Perception.Forecaster, after.Perception.Forecaster) < 2e-3); // within half precision
    }

    [Fact]
    public void Questions_about_boxes_teach_the_encoder_and_are_thrown_away()
    {
        StageSetup setup = made.Setup with { Training = made.Setup.Training with { Steps = 2, PreviewSteps = 0, LogSteps = 1 } };
        RunFolder without = made.Run("unasked"), with = made.Run("asked");
        Assert.True(Train(without, setup, SmallOccupancy.Config));
        Assert.True(Train(with, setup, SmallOccupancy.Config with { QuestionWeight = 1 }));
        LossLine line = LossLog.Read(with.Losses)[0];
        Assert.Equal(["pts.init", "pts.0", "cls.0", "pts.1", "cls.1", "probe.answers", "probe.right"], line.Terms.Keys);
        Assert.InRange(line.Terms["probe.answers"], 0.1, 4);
        using DrivingModel plain = DrivingModel.Load(Pack(without), "cpu"), asked = DrivingModel.Load(Pack(with), "cpu");
        Assert.True(Distance(plain.Perception.Images, asked.Perception.Images) > 1e-4);
        Assert.True(Distance(plain.Connector, asked.Connector) < 1e-6);

        static ModelPack Pack(RunFolder folder) => ModelPack.Open(Path.Combine(folder.Results, "pack"));
    }

    [Fact]
    public void Two_steps_and_two_more_end_in_the_bits_of_four()
    {
        StageSetup setup = made.Setup with { Teacher = made.Teacher, Training = made.Setup.Training with { Steps = 4, PreviewSteps = 0, LogSteps = 1 } };
        OccupancyConfig config = SmallOccupancy.Config with { Augmentation = OccupancyConfig.For(TrainingPreset.Nano).Augmentation };
        RunFolder whole = made.Run("whole"), broken = made.Run("broken");
        Assert.True(Train(whole, setup, config));
        using (CancellationTokenSource stop = new())
        using (TrainingLoop<TrainingBatch> loop = new(new OccupancyStage(setup, config), setup.Training, broken))
        {
            Assert.False(loop.Run(false, progress => Stop(progress.Step == 2), stop.Token));

            void Stop(bool now)
            {
                if (now)
                {
                    stop.Cancel();
                }
            }
        }
        Assert.True(Train(broken, setup, config, continued: true));
        Assert.Equal(State(whole), State(broken));
        Assert.Equal(LossLog.Read(whole.Losses).Select(Values), LossLog.Read(broken.Losses).Select(Values));

        static string Values(LossLine line) => $"{line.Step} {line.GradientNorm} " + string.Join(' ', line.Terms);
        static byte[] State(RunFolder folder) => File.ReadAllBytes(Path.Combine(folder.Checkpoints, "step-0000004", "state.safetensors"));
    }

    [Fact]
    public void A_teacher_adds_a_term_whose_gradient_reaches_the_scene_tokens()
    {
        using DisposeScope scope = NewDisposeScope();
        using OccupancyStage stage = new(made.Setup with { Teacher = made.Teacher }, SmallOccupancy.Config);
        Assert.Equal(["image_encoder", "occupancy_encoder", "scene_tokens", "distillation"], stage.Parts.Select(part => part.Name));
        using IBatchSource<TrainingBatch> batches = stage.Batches(default);
        using TrainingBatch batch = batches.Take(TestContext.Current.CancellationToken);
        IReadOnlyList<LossTerm> terms = stage.Losses(batch, 0);
        Assert.Equal("distil", terms[^1].Name);
        terms[^1].Value.backward();
        foreach (TrainedPart part in stage.Parts.Where(part => part.Name is "scene_tokens" or "distillation" or "occupancy_encoder"))
        {
            Assert.Contains(part.Module.parameters(), parameter => parameter.grad is { } gradient && gradient.abs().max().ToDouble() > 0);
        }
    }

    [Fact]
    public void Data_without_labels_or_masks_is_refused_by_name()
    {
        Assert.Contains("has no mask of what cameras see", Fault(labels: true), StringComparison.Ordinal);
        Assert.Contains("has no occupancy labels", Fault(labels: false), StringComparison.Ordinal);

        string Fault(bool labels)
        {
            using DisposeScope scope = NewDisposeScope();
            using OccupancyStage stage = new(made.Setup with { Data = new Unmasked(made.Setup.Data, labels) }, SmallOccupancy.Config);
            using IBatchSource<TrainingBatch> batches = stage.Batches(default);
            using TrainingBatch batch = batches.Take(TestContext.Current.CancellationToken);
            string message = Assert.Throws<TrainingException>(() => stage.Losses(batch, 0)).Message;
            Assert.Contains(batch.Samples[0].Now.Token, message, StringComparison.Ordinal);
            return message;
        }
    }

    [Fact]
    public void Queries_start_where_occupancy_is_unless_the_pack_has_learnt_that_already()
    {
        using OccupancyStage placed = new(made.Setup, SmallOccupancy.Config), left = new(made.Setup, SmallOccupancy.Config with { ClusteredFrames = 0 });
        Assert.True(Distance(placed.Parts[1].Module, left.Parts[1].Module) > 0.05);
        Assert.Equal(0, Distance(placed.Parts[0].Module, left.Parts[0].Module));
        Assert.Equal(0.5, placed.Parts[0].RateShare("backbone.conv1.weight"));
        Assert.Equal(1, placed.Parts[0].RateShare("neck.lateral_convs.0.weight"));
    }

    [Fact]
    public void One_sample_of_a_batch_can_be_taken_alone()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        using OccupancyStage stage = new(made.Setup with { Training = made.Setup.Training with { BatchSize = 2 } }, SmallOccupancy.Config);
        using IBatchSource<TrainingBatch> batches = stage.Batches(default);
        using TrainingBatch batch = batches.Take(TestContext.Current.CancellationToken);
        Assert.Equal([stage.Samples(batch)[1]], stage.Samples(stage.Alone(batch, 1)!));
        Assert.All(stage.Losses(stage.Alone(batch, 1)!, 0), term => Assert.True(double.IsFinite(term.Value.ToDouble())));
        Assert.Equal(2, batch.Samples.Count);
    }

    private static bool Train(RunFolder folder, StageSetup setup, OccupancyConfig config, bool continued = false)
    {
        using TrainingLoop<TrainingBatch> loop = new(new OccupancyStage(setup, config), setup.Training, folder);
        return loop.Run(continued, null, TestContext.Current.CancellationToken);
    }

    private static double Distance(nn.Module a, nn.Module b)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> other = b.state_dict();
        return a.state_dict().Where(e => e.Value.is_floating_point()).Max(e => (e.Value - other[e.Key]).abs().max().ToDouble());
    }
}
