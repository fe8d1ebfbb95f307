using System.Globalization;
using TorchSharp;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Driving;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

// B batch, N views, K Gaussians

/// <summary>
/// The stage <c>sqs</c>: image encoder and Gaussians learn, without labels, to render what cameras and LiDAR have measured (spec/sqs.md §5, §6). Better than the development
/// code in §6.4's points: mirrored samples are rendered by mirrored cameras, principal points are kept, and Gaussians turn the same way everywhere.
/// </summary>
public sealed class SqsStage : ClipStage
{
    internal const string StageName = "sqs";

    private readonly StageSetup setup;
    private readonly SqsConfig config;
    private readonly DrivingModel model;
    private readonly RenderingLoss loss;
    private readonly ClipLoaderOptions loading;

    /// <summary>Loads the networks; Gaussians of another architecture than the pack's begin anew.</summary>
    /// <exception cref="TrainingException">An option makes no sense.</exception>
    public SqsStage(StageSetup setup, SqsConfig? config = null)
    {
        ArgumentNullException.ThrowIfNull(setup);
        PerceptionConfig perception = setup.From.Manifest.Config.Perception;
        this.setup = setup;
        this.config = config ?? StageSettings.Apply(SqsConfig.For(setup.Preset, perception), setup.Settings, TrainingJson.Default.SqsConfig);
        this.config.Validate(perception.Image);
        model = DrivingModel.LoadWithGaussians(setup.From, setup.Device, new() { Decoder = this.config.Decoder }, setup.Training.Seed);
        loss = new(this.config.Loss);
        bool classes = this.config.Loss.Classes > 0;
        loading = ClipTensors.Loading(perception.Image, new() { Parts = KeyframeParts.Images | KeyframeParts.Lidar | (classes ? KeyframeParts.Dense : 0) }) with
        {
            BatchSize = setup.Training.BatchSize,
            DepthWidth = this.config.RenderWidth,
            DepthHeight = this.config.RenderHeight,
            DenseWidth = classes ? this.config.RenderWidth : 0,
            DenseHeight = classes ? this.config.RenderHeight : 0,
            Augmentation = setup.Augmented ? this.config.Augmentation : ClipAugmentation.None,
            Seed = setup.Training.Seed,
            DropLast = setup.Data.Count >= setup.Training.BatchSize,
        };
        List<TrainedPart> parts = [new("gaussians", Gaussians.Decoder)];
        if (this.config.LearnsImages)
        {
            parts.Add(new("image_encoder", model.Perception.Images) { RateShare = name => name.StartsWith("backbone.", StringComparison.Ordinal) ? this.config.BackboneShare : 1 });
        }
        Parts = parts;
    }

    /// <inheritdoc/>
    public override string Name => StageName;

    /// <inheritdoc/>
    public override IReadOnlyList<TrainedPart> Parts { get; }

    private GaussianPlugIn Gaussians => model.Perception.Gaussians!;

    /// <inheritdoc/>
    public override IBatchSource<TrainingBatch> Batches(LoaderPosition start) => new ClipBatches(new(setup.Data, loading, start));

    /// <inheritdoc/>
    public override IReadOnlyList<LossTerm> Losses(TrainingBatch batch, int stepIndex)
    {
        ArgumentNullException.ThrowIfNull(batch);
        SqsTensors tensors = SqsTensors.Of(batch.Samples, loading, model.Device);
        GaussianSet seen = See(tensors);
        List<LossTerm> terms = [.. loss.Terms(Render(seen, tensors), tensors.Target, Classes(seen, tensors)).Select(term => new LossTerm(term.Key, term.Value))];
        terms.Add(new(SqsPreview.Kept, Kept(seen), Minimised: false));
        return terms;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Preview(string file)
    {
        SqsPreview preview = new(setup.Validation ?? setup.Data, loading with { Augmentation = ClipAugmentation.None }, config.PreviewFrames);
        return preview.Run(file + ".png", model.Device, tensors =>
        {
            GaussianSet seen = See(tensors);
            return (Render(seen, tensors), Kept(seen).ToDouble());
        });
    }

    /// <inheritdoc/>
    public override string? Alarm(IReadOnlyDictionary<string, double> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return figures.TryGetValue(SqsPreview.Kept, out double kept) && kept < config.CollapsedShare
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"opacity collapses: {100 * kept:0.0} % of the Gaussians have an opacity of at least {config.KeptOpacity}, where {100 * config.CollapsedShare:0.#} % are expected at least. Accumulated depth (loss.expected_depth=false) or loss.alpha pulls rays towards opacity; a lower rate helps too.")
            : null;
    }

    /// <inheritdoc/>
    public override void Export(string folder, int stepsDone) => StagePack.Write(
        folder, setup, model, model.Config, Name, stepsDone,
        setup.From.Manifest.Trained
            ? setup.From.Manifest.Provenance.Summary
            : "The image encoder has learnt to render what cameras and LiDAR measure, by Gaussians that it sees; everything else has random weights.",
        trained: false);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            model.Dispose();
        }
        base.Dispose(disposing);
    }

    private GaussianSet See(SqsTensors tensors) => Gaussians.See(tensors.Images, Levels(tensors.Images), tensors.EgoToImage);

    private Tensor[] Levels(Tensor images)
    {
        using IDisposable? _ = config.LearnsImages ? null : no_grad();
        return model.Perception.Images.forward(images);
    }

    private SplatImage Render(GaussianSet seen, SqsTensors tensors) => SplatRasterizer.Render(seen, tensors.Cameras, config.Splatting);

    // Shares of classes along each ray (B, N, 17, h, w); null where classes are not compared.
    private Tensor? Classes(GaussianSet seen, SqsTensors tensors)
    {
        if (config.Loss.Classes <= 0)
        {
            return null;
        }
        Tensor scores = seen.Classes!;
        return SplatRasterizer.RenderValues(seen, scores / scores.sum(-1, keepdim: true).clamp(1e-6), tensors.Cameras, config.Splatting).Colors;
    }

    private Tensor Kept(GaussianSet seen) => (seen.Opacities.detach() >= config.KeptOpacity).to_type(ScalarType.Float32).mean();
}
