using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Core.Metrics;
using VoxPilot.Driving;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

// B batch, T frames, N views, Q queries

/// <summary>
/// The stage <c>occupancy</c>: image encoder and occupancy encoder learn where what is, by Chamfer distance and focal loss on every layer
/// (spec/sparseoccvla.md §3.3), and the scene tokens learn what a teacher of images sees at the queries' places (§4).
/// </summary>
public sealed class OccupancyStage : ClipStage
{
    internal const string StageName = "occupancy";

    private readonly StageSetup setup;
    private readonly OccupancyConfig config;
    private readonly DrivingModel model;
    private readonly DrivingModel? looking;
    private readonly ITeacher? teacher;
    private readonly FeatureDistillation? distillation;
    private readonly QuestionLesson? questions;
    private readonly OccupancyLoss loss;
    private readonly Device device;

    /// <summary>Loads the networks and, unless they have been trained at this before, puts the queries' starting points where occupancy is.</summary>
    public OccupancyStage(StageSetup setup, OccupancyConfig? config = null)
    {
        ArgumentNullException.ThrowIfNull(setup);
        (this.setup, this.config, device) = (setup, config ?? StageSettings.Apply(OccupancyConfig.For(setup.Preset), setup.Settings, TrainingJson.Default.OccupancyConfig), new(setup.Device));
        (model, looking) = InteractingModels.Open(setup, this.config);
        loss = new(this.config.Loss, model.Config.Perception.Encoder.Grid);
        List<TrainedPart> parts =
        [
            new("image_encoder", model.Perception.Images) { RateShare = name => name.StartsWith("backbone.", StringComparison.Ordinal) ? this.config.BackboneShare : 1 },
            new("occupancy_encoder", model.Perception.Occupancy),
        ];
        if (setup.Teacher is { } folder && this.config.Distillation > 0)
        {
            teacher = TeacherFolder.Load(folder, setup.Device);
            distillation = FeatureDistillation.Create(new() { StudentWidth = model.Config.Language.Width, TeacherWidth = teacher.Width, Weight = this.config.Distillation, Normalised = this.config.NormalisedDistillation }, setup.Training.Seed);
            distillation.to(device);
            parts.Add(new("scene_tokens", model.Connector.Scene));
            parts.Add(new("distillation", distillation));
        }
        if (this.config.QuestionWeight > 0)
        {
            manual_seed((long)setup.Training.Seed);
            questions = new(
                DrillBook.Create(setup.Data, setup.Augmented && this.config.Augmentation.MirrorProbability > 0, setup.Cancellation),
                model.Config.Connector with { Classes = model.Config.Perception.Encoder.Classes });
            questions.to(device);
            parts.Add(new("questions", questions));
        }
        Parts = parts;
        if (this.config.ClusteredFrames > 0 && !setup.From.Manifest.Provenance.Stages.Any(s => s.StartsWith(Name, StringComparison.Ordinal)))
        {
            Place();
        }
    }

    /// <inheritdoc/>
    public override string Name => StageName;

    /// <inheritdoc/>
    public override IReadOnlyList<TrainedPart> Parts { get; }

    /// <inheritdoc/>
    public override IBatchSource<TrainingBatch> Batches(LoaderPosition start) => new ClipBatches(new(
        setup.Data, Loader(setup.Training.BatchSize) with { Augmentation = setup.Augmented ? config.Augmentation : ClipAugmentation.None, Seed = setup.Training.Seed, DropLast = setup.Data.Count >= setup.Training.BatchSize }, start));

    /// <inheritdoc/>
    public override IReadOnlyList<LossTerm> Losses(TrainingBatch batch, int stepIndex)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ClipTensors clips = Clips(batch.Samples);
        IReadOnlyList<OccupancyQueries> layers = clips.Layers(model.Perception);
        IReadOnlyList<OccupancyGrid> grids = ClipTensors.Grids(batch.Samples, loss.Grid);
        OccupancyTarget target = OccupancyTarget.Of(grids, config.Loss.NeedsMask ? ClipTensors.Masks(batch.Samples) : null, device);
        List<LossTerm> terms = [.. loss.Terms(model.Perception.Occupancy.InitialPointsInMetres(), layers, target).Select(t => new LossTerm(t.Key, t.Value))];
        if (teacher is not null && distillation is not null)
        {
            terms.Add(new("distil", Distil(clips, layers[^1])));
        }
        if (questions is not null)
        {
            terms.AddRange(questions.Terms(layers[^1], [.. batch.Samples.Select(sample => sample.Now)], config.QuestionWeight, TorchNumbers.Stream()));
        }
        if (looking is not null)
        {
            IReadOnlyList<InteractionStep> steps = Looked(clips);
            terms.Add(new("interaction", DistilledInteractionLoss.Of(model.Perception.Occupancy.Distilled!, steps) * config.InteractionDistillation));
        }
        return terms;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Preview(string file)
    {
        IReadOnlyList<SeenFrame> frames = OccupancyLook.At(setup.Validation ?? setup.Data, config.PreviewFrames, model);
        (PointVoxelizerConfig rules, OccupancyConfusion seen) = ThresholdSearch.BestShared(frames, model.Config.Voxels with { Scoring = VoxelScoring.Opus }, masked: true);
        OccupancyConfusion all = SeenFrame.Confusion(frames, rules, masked: false);
        OccupancyPreview.Draw(frames, rules, file + ".png");
        return new Dictionary<string, double>
        {
            ["miou_camera"] = SeenFrame.MeanIou(seen),
            ["miou"] = SeenFrame.MeanIou(all),
            ["iou_camera"] = SeenFrame.Iou(seen),
            ["iou"] = SeenFrame.Iou(all),
            ["threshold"] = rules.Thresholds[0],
            ["distance"] = rules.MaximumDistance,
        };
    }

    /// <inheritdoc/>
    public override void Export(string folder, int stepsDone)
    {
        PointVoxelizerConfig rules = ThresholdSearch.Run(OccupancyLook.At(setup.Validation ?? setup.Data, config.ThresholdFrames, model), model.Config.Voxels, masked: true);
        StagePack.Write(
            folder, setup, model, model.Config with { Voxels = rules, Reasoning = ReasoningSource.Constant }, Name, stepsDone,
            setup.From.Manifest.Trained
                ? setup.From.Manifest.Provenance.Summary
                : $"Sees occupancy{(teacher is null ? "" : $" (taught by {teacher.Name})")}; forecasts, plans and answers have random weights still.",
            trained: false); // plans mean nothing yet, and nobody is to take them for something
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            teacher?.Dispose();
            distillation?.Dispose();
            questions?.Dispose();
            looking?.Dispose();
            model.Dispose();
        }
        base.Dispose(disposing);
    }

    private ClipTensors Clips(IReadOnlyList<TrainingSample> samples) =>
        ClipTensors.Of(samples, model.Config.Perception.Image, model.Config.Perception.Encoder.Frames, device);

    // What looking at Gaussians adds to the queries of the pack that the stage starts from.
    private IReadOnlyList<InteractionStep> Looked(ClipTensors clips)
    {
        using IDisposable _ = no_grad();
        PerceptionModel seeing = looking!.Perception;
        Tensor[] levels = clips.Levels(seeing);
        return seeing.Occupancy.InteractionSteps(levels, clips.EgoToImage, seeing.LookedAt(clips.Present, levels, clips.EgoToImage));
    }

    private Tensor Distil(ClipTensors clips, OccupancyQueries queries)
    {
        long b = clips.EgoToImage.shape[0];
        Tensor maps = teacher!.Maps(clips.Present).unflatten(0, b, -1);                                            // (B, N, Dt, h, w)
        TeacherFeatures seen = TeacherFeatures.Sample(queries.Centres().detach(), maps, clips.EgoToImage.narrow(1, 0, maps.shape[1]), model.Config.Perception.Image);
        Tensor tokens = model.SceneTokens(queries with { Points = queries.Points.detach() });                      // T_o (B, Q, D)
        return distillation!.forward(tokens, seen.Features, seen.Seen);
    }

    private ClipLoaderOptions Loader(int batch) => ClipTensors.Loading(
        model.Config.Perception.Image,
        new() { Past = model.Config.Perception.Encoder.Frames - 1, Parts = KeyframeParts.Images | KeyframeParts.Occupancy | (questions is null ? 0 : KeyframeParts.Boxes) }) with { BatchSize = batch };

    private void Place()
    {
        List<float> points = [];
        IDriveDataset frames = DatasetSubset.Spread(setup.Data, config.ClusteredFrames);
        for (int i = 0; i < frames.Count; i++)
        {
            if (frames.Read(i, KeyframeParts.Occupancy).Occupancy is { } occupancy)
            {
                using DisposeScope scope = NewDisposeScope();
                points.AddRange(OccupancyTarget.Of([occupancy.Grid], null, CPU).Centres.Numbers());
            }
        }
        OccupancyEncoder encoder = model.Perception.Occupancy;
        if (points.Count / 3 >= encoder.Config.Queries)
        {
            encoder.Place(PointClusters.Find([.. points], encoder.Config.Queries, loss.Grid, (int)(setup.Training.Seed % int.MaxValue)));
        }
    }
}
