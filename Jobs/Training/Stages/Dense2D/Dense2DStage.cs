using TorchSharp;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Driving;
using VoxPilot.Perception;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// Depth and class of every pixel, from single frames: what gives nano's image encoder its first weights (where the paper's comes from nuImages), and,
/// since a pixel's class is the name whose embedding it is nearest to, a teacher of open words for the occupancy queries.
/// </summary>
public sealed class Dense2DStage : ClipStage
{
    /// <summary>Folder of the teacher in a run's results.</summary>
    public const string TeacherFolderName = "teacher";

    private const ulong HeadSeed = 0xD2;

    private readonly StageSetup setup;
    private readonly Dense2DConfig config;
    private readonly DrivingModel model;
    private readonly DenseHead head;

    /// <summary>Loads the networks.</summary>
    /// <param name="setup">What every stage is started with.</param>
    /// <param name="config">What is learnt; null: <see cref="Dense2DConfig.For"/> the pack's architecture.</param>
    /// <exception cref="PackException">The pack cannot be used.</exception>
    public Dense2DStage(StageSetup setup, Dense2DConfig? config = null)
    {
        ArgumentNullException.ThrowIfNull(setup);
        this.setup = setup;
        model = DrivingModel.Load(setup.From, setup.Device);
        PerceptionConfig perception = model.Config.Perception;
        this.config = config ?? StageSettings.Apply(Dense2DConfig.For(perception), setup.Settings, TrainingJson.Default.Dense2DConfig);
        head = DenseHead.Create(this.config.Head, setup.Training.Seed + HeadSeed);
        head.to(model.Device);
        Parts = [new("image_encoder", Encoder), new("head", head)];
        int stride = perception.Backbone.OutputStrides[0] / this.config.Head.Upscale;
        Loading = new()
        {
            BatchSize = setup.Training.BatchSize,
            Width = perception.Image.Width,
            Height = perception.Image.Height,
            Mean = perception.Image.Mean,
            Std = perception.Image.Std,
            Clip = new() { Parts = KeyframeParts.Images | KeyframeParts.Dense },
            DenseWidth = perception.Image.Width / stride,
            DenseHeight = perception.Image.Height / stride,
            Augmentation = setup.Augmented ? this.config.Augmentation : ClipAugmentation.None,
            Seed = setup.Training.Seed,
            Threads = this.config.Threads,
        };
    }

    /// <inheritdoc/>
    public override string Name => "dense2d";

    /// <inheritdoc/>
    public override IReadOnlyList<TrainedPart> Parts { get; }

    /// <summary>What the loader is asked for.</summary>
    internal ClipLoaderOptions Loading { get; }

    private ImageEncoder Encoder => model.Perception.Images;

    /// <inheritdoc/>
    public override IBatchSource<TrainingBatch> Batches(LoaderPosition start) => new ClipBatches(new(setup.Data, Loading, start));

    /// <inheritdoc/>
    public override IReadOnlyList<LossTerm> Losses(TrainingBatch batch, int stepIndex)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Dense2DTensors tensors = Dense2DTensors.Of(batch.Samples, Loading, model.Device);
        DenseMaps maps = head.forward(Encoder.forward(tensors.Images));
        DenseLoss loss = DenseLoss.Of(head.Logits(maps.Embeddings), tensors.Labels, maps.LogDepth, tensors.Depth, config.Loss);
        return
        [
            new("class", loss.Classes), new("depth", loss.Depth),
            new("class.accuracy", loss.Accuracy, Minimised: false), new("depth.relative_error", loss.RelativeError, Minimised: false),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Preview(string file) =>
        new Dense2DPreview(setup.Validation ?? setup.Data, Loading with { Augmentation = ClipAugmentation.None }, config.PreviewFrames).Run(file + ".png", Look);

    /// <inheritdoc/>
    public override void Export(string folder, int stepsDone)
    {
        ArgumentNullException.ThrowIfNull(folder);
        PackManifest origin = setup.From.Manifest;
        ModelPack pack = StagePack.Write(
            folder, setup, model, model.Config, Name, stepsDone,
            origin.Trained ? origin.Provenance.Summary : "The image encoder has learnt depth and class of every pixel; everything else has random weights.",
            trained: false);
        DenseTeacher.Save(
            Path.Combine(folder, TeacherFolderName),
            $"{pack.Manifest.Architecture} dense2d {Loading.Height}×{Loading.Width}, {config.Head.EmbeddingWidth} channels",
            new()
            {
                Backbone = model.Config.Perception.Backbone,
                Neck = model.Config.Perception.Neck,
                Head = config.Head,
                Stages = pack.Manifest.Provenance.Stages,
                Datasets = pack.Manifest.Provenance.Datasets,
            },
            Encoder,
            head);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            head.Dispose();
            model.Dispose();
        }
        base.Dispose(disposing);
    }

    // Classes and depth per focal length as the networks see them, (N, h, w) each.
    private (byte[] Classes, float[] Depth) Look(Tensor images)
    {
        DenseMaps maps = head.forward(Encoder.forward(images.to(model.Device)));
        Tensor classes = head.Logits(maps.Embeddings).argmax(1).to_type(ScalarType.Byte).cpu(), depth = maps.LogDepth.exp().cpu().contiguous();
        return (classes.Span<byte>().ToArray(), depth.Span<float>().ToArray());
    }
}
