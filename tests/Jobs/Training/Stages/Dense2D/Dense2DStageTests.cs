using TorchSharp;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Core.Imaging;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.Perception;
using VoxPilot.World.Generation;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training.Stages.Dense2D;

public sealed class Dense2DStageTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("voxpilot-dense2d-").FullName;
    private readonly StageSetup setup;

    public Dense2DStageTests()
    {
        string data = Path.Combine(root, "data");
        WorldGenerator.Generate(new() { Seed = 640_000, Scenes = 1, Seconds = 2, Width = 128, Height = 72, Folder = data }, _ => { }, TestContext.Current.CancellationToken);
        setup = new()
        {
            Data = NuScenesDataset.Open(data),
            From = UntrainedPack.Create(Path.Combine(root, "start"), Small(), 3),
            Preset = TrainingPreset.Nano,
            Training = Dense2DConfig.Training(TrainingPreset.Nano) with { BatchSize = 2, Seed = 5 },
            Command = "voxpilot train dense2d",
        };
    }

    [Fact]
    public void A_few_dozen_steps_on_a_handful_of_frames_lower_both_losses_and_raise_the_accuracy()
    {
        using Dense2DStage stage = new(setup, Dense2DConfig.For(Small().Perception) with { Augmentation = ClipAugmentation.None });
        (Dictionary<string, double> first, Dictionary<string, double> last) = Train(stage, 40);
        Assert.Equal(["class", "class.accuracy", "depth", "depth.relative_error"], first.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(last["class"], 0, 0.6 * first["class"]);
        Assert.InRange(last["depth"], 0, 0.7 * first["depth"]);
        Assert.InRange(last["class.accuracy"], 0.5, 1);
    }

    [Fact]
    public void Batches_have_maps_of_stride_4_and_depth_per_focal_length()
    {
        using Dense2DStage stage = new(setup);
        Assert.Equal((64 / 4, 128 / 4), (stage.Loading.DenseHeight, stage.Loading.DenseWidth));
        using IBatchSource<TrainingBatch> batches = stage.Batches(default);
        using TrainingBatch batch = batches.Take(TestContext.Current.CancellationToken);
        using DisposeScope scope = NewDisposeScope();
        Dense2DTensors tensors = Dense2DTensors.Of(batch.Samples, stage.Loading, CPU);
        Assert.Equal([12, 3, stage.Loading.Height, stage.Loading.Width], tensors.Images.shape);
        Assert.Equal([12, stage.Loading.DenseHeight, stage.Loading.DenseWidth], tensors.Depth.shape);
        TrainingSample second = batch.Samples[1];
        int cells = stage.Loading.DenseHeight * stage.Loading.DenseWidth, at = Array.FindIndex(second.DenseDepth!, 3 * cells, depth => depth > 0);
        float focal = (float)(second.Now.Frame.Rig.Cameras[at / cells].Intrinsics.M00 / stage.Loading.Width);
        Assert.Equal(second.DenseDepth![at] / focal, tensors.Depth.view(-1)[6 * cells + at].item<float>(), 1e-3f);
        Assert.Equal(second.Images[100], tensors.Images.view(2, -1)[1, 100].item<float>());
        Assert.Equal(batch.Samples.Select(sample => sample.Now.Token), stage.Samples(batch));
    }

    [Fact]
    public void It_leaves_a_teacher_a_pack_and_a_picture()
    {
        string results = Path.Combine(root, "results");
        using DisposeScope scope = NewDisposeScope();
        using Dense2DStage stage = new(setup);
        Train(stage, 1);
        foreach (TrainedPart part in stage.Parts)
        {
            part.Module.eval();
        }
        using IDisposable _ = no_grad();
        IReadOnlyDictionary<string, double> figures = stage.Preview(Path.Combine(root, "preview"));
        Assert.InRange(figures["accuracy"], 0, 1);
        Assert.InRange(figures["miou"], 0, figures["accuracy"]);
        Assert.True(figures["depth_error"] > 0);
        using ImageDecoder decoder = new();
        RgbImage picture = decoder.Decode(ImageHeader.Read(File.ReadAllBytes(Path.Combine(root, "preview.png")), "preview", ImageLimits.Default));
        Assert.True(picture.Width > 5 * stage.Loading.Width);

        stage.Export(results, 1);
        Tensor images = rand(1, 3, stage.Loading.Height, stage.Loading.Width);
        using ITeacher teacher = TeacherFolder.Load(Path.Combine(results, "teacher"), "cpu");
        Assert.Equal([1, 64, stage.Loading.DenseHeight, stage.Loading.DenseWidth], teacher.Maps(images).shape);
        ModelPack pack = ModelPack.Open(Path.Combine(results, "pack"));
        using DrivingModel before = DrivingModel.Load(setup.From, "cpu"), after = DrivingModel.Load(pack, "cpu");
        Assert.StartsWith("dense2d: 1 steps of 2", pack.Manifest.Provenance.Stages[^1], StringComparison.Ordinal);
        Assert.False(Same(before.Perception.Images, after.Perception.Images));
        Assert.True(Same(before.Perception.Forecaster, after.Perception.Forecaster)); // within half precision
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static DrivingModelConfig Small()
    {
        DrivingModelConfig nano = DrivingModelConfig.Nano();
        return nano with { Perception = nano.Perception with { Image = new() { Width = 128, Height = 64 } }, Language = nano.Language with { Layers = 1 } };
    }

    private static (Dictionary<string, double> First, Dictionary<string, double> Last) Train(Dense2DStage stage, int steps)
    {
        using IBatchSource<TrainingBatch> batches = stage.Batches(default);
        foreach (TrainedPart part in stage.Parts)
        {
            part.Module.train();
        }
        using optim.Optimizer optimizer = optim.AdamW(stage.Parts.SelectMany(part => part.Module.parameters()), 2e-3, weight_decay: 0.01);
        Dictionary<string, double> first = [], last = [];
        for (int step = 0; step < steps; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            using TrainingBatch batch = batches.Take(TestContext.Current.CancellationToken);
            IReadOnlyList<LossTerm> terms = stage.Losses(batch, step);
            optimizer.zero_grad();
            terms.Where(term => term.Minimised).Select(term => term.Value).Aggregate((a, b) => a + b).backward();
            optimizer.step();
            last = terms.ToDictionary(term => term.Name, term => (double)term.Value.item<float>());
            first = step == 0 ? last : first;
        }
        return (first, last);
    }

    private static bool Same(nn.Module a, nn.Module b)
    {
        Dictionary<string, Tensor> other = b.state_dict();
        return a.state_dict().Where(e => e.Value.is_floating_point()).All(e => (e.Value - other[e.Key]).abs().max().item<float>() < 2e-3);
    }
}
