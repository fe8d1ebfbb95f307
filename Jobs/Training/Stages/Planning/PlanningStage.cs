using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Driving;
using VoxPilot.Perception;
using VoxPilot.Planning;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

// B batch, Q queries, C channels of a query, R points of a query

/// <summary>
/// The stage <c>planning</c>: forecaster, anchor scorer and diffusion decoder, with the connector before them, over a frozen perception whose
/// queries are read from a <see cref="QueryCache"/>. No language model takes part (<see cref="ReasoningSource.Constant"/>).
/// </summary>
public sealed class PlanningStage : ClipStage
{
    private const string StageName = "planning";

    /// <summary>Key frames to 1, 2 and 3 s.</summary>
    internal static readonly int[] Ahead = [2, 4, 6];

    private readonly StageSetup setup;
    private readonly PlanningConfig config;
    private readonly DrivingModel model;
    private readonly QueryCache queries;
    private readonly PlanningValidation? validation;
    private readonly IReadOnlyList<double> weights;
    private readonly QueryShape shape;
    private readonly DdimScheduler scheduler = new(new());
    private readonly ForecastLoss forecast;

    private PlanningStage(
        StageSetup setup, PlanningConfig config, DrivingModel model, QueryCache queries, PlanningValidation? validation, IReadOnlyList<double> weights)
    {
        (this.setup, this.config, this.model, this.queries, this.validation, this.weights) = (setup, config, model, queries, validation, weights);
        shape = QueryShape.Of(model.Config.Perception.Encoder);
        forecast = new(model.Config.Perception.Forecaster.Grid, config.HorizonWeights);
        Parts = [new("forecaster", model.Perception.Forecaster), new("planner", model.Planner), new("connector", model.Connector)];
    }

    /// <inheritdoc/>
    public override string Name => StageName;

    /// <inheritdoc/>
    public override IReadOnlyList<TrainedPart> Parts { get; }

    /// <summary>The anchors that are learnt.</summary>
    public AnchorSet Anchors => model.Anchors;

    /// <summary>Reads what was driven, clusters the anchors, and runs the perception over the data where that was not done before.</summary>
    /// <param name="setup">Data and the pack to start from.</param>
    /// <param name="config">What is taught.</param>
    /// <param name="cache">Folder of query caches; each is named by its data and pack, so that runs may share one.</param>
    /// <param name="progress">Hears how many key frames of how many have been seen, the mirrored world's counted too.</param>
    /// <param name="cancellation">Gives it up; what was seen is kept.</param>
    /// <exception cref="TrainingException">The data cannot teach planning; the message says why.</exception>
    /// <exception cref="DatasetException">A file of the data is missing or damaged.</exception>
    public static PlanningStage Create(StageSetup setup, PlanningConfig config, string cache, Action<int, int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        config = setup.Augmented ? config : config with { MirrorProbability = 0 };
        DrivenPaths driven = DrivenPaths.Read(setup.Data, cancellation);
        DrivingModel model = DrivingModel.Load(setup.From, setup.Device, config.ClusterAnchors ? driven.Anchors(setup.Training.Seed) : null);
        QueryCache? queries = null;
        try
        {
            DrivenPaths.RequireStandstill(model.Anchors);
            queries = QueryCache.Open(cache, setup.Data, model, setup.From.Info.Hash, config.MirrorProbability > 0, progress, cancellation);
            PlanningValidation? validation = setup.Validation is null
                ? null
                : PlanningValidation.Create(model, setup.Validation, QueryCache.Open(cache, setup.Validation, model, setup.From.Info.Hash, false, progress, cancellation), config);
            return new(setup, config, model, queries, validation, driven.Weights(config.Weights));
        }
        catch
        {
            queries?.Dispose();
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override IBatchSource<TrainingBatch> Batches(LoaderPosition start)
    {
        ImageConfig image = model.Config.Perception.Image;
        return new ClipBatches(new(
            setup.Data,
            new()
            {
                BatchSize = setup.Training.BatchSize,
                Width = image.Width,
                Height = image.Height,
                Clip = new() { Parts = KeyframeParts.Occupancy, Ahead = Ahead, AheadParts = KeyframeParts.Occupancy },
                Augmentation = new() { MirrorProbability = config.MirrorProbability },
                Seed = setup.Training.Seed,
                Weights = weights,
                DropLast = setup.Data.Count >= setup.Training.BatchSize,
            },
            start));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<LossTerm> Losses(TrainingBatch batch, int stepIndex)
    {
        ArgumentNullException.ThrowIfNull(batch);
        IReadOnlyList<TrainingSample> samples = batch.Samples;
        PlanningDraw[] draws = PlanningDraw.Take(samples.Count, config);
        EgoState?[] egos = [.. samples.Zip(draws, (sample, draw) => draw.EgoKnown ? sample.Now.Frame.Ego : null)];
        PlanningStates states = PlanningStates.Of(model, Look(samples), egos);

        PlannerContext context = model.Planner.Encode(
            states.Input([.. samples.Zip(egos, (sample, ego) => EgoFeatures.From(ego, sample.Now.Frame.Command))]), model.AnchorTensors);
        IReadOnlyList<Tensor> layers = model.Planner.Predict(context, Noisy(draws), [.. draws.Select(draw => draw.Time)]);
        PlannerTarget target = Target(samples);
        List<LossTerm> terms = [new("score", PlannerLoss.Score(context.Logits, target) * config.ScoreWeight)];
        terms.AddRange(layers.Select((layer, l) => new LossTerm($"trajectory.{l}", PlannerLoss.Trajectory(layer, target) * config.TrajectoryWeight)));

        DraftedPlan[] plans = DraftedPlan.Of(context.Logits, layers[^1], [.. samples.Select(sample => sample.Now.Frame.Command)]);
        terms.AddRange(Watched(samples, plans, target));

        float[][] motion =
        [
            .. Enumerable.Range(0, samples.Count).Select(b => MotionCode.Encode(
                MotionCode.FromTrajectory(draws[b].TrueMotion ? samples[b].Now.Future! : plans[b].Trajectory), egos[b])),
        ];
        terms.AddRange(forecast.Terms(states.Forecast(model, motion), states.Queries.Centres(), samples));
        return terms;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Preview(string file) => validation?.Preview($"{file}.png") ?? base.Preview(file);

    /// <inheritdoc/>
    public override void Export(string folder, int stepsDone)
    {
        DrivingModelConfig config = model.Config with { Reasoning = ReasoningSource.Constant };
        if (validation is not null)
        {
            config = config with { ForecastVoxels = validation.Thresholds() };
        }
        StagePack.Write(
            folder, setup, model, config, StageName, stepsDone,
            "Sees, forecasts and plans as it was trained to. Its language model is not aligned: the planner's reasoning token is a learned constant, and what it answers to questions means nothing.");
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            queries.Dispose();
            validation?.Dispose();
            model.Dispose();
        }
        base.Dispose(disposing);
    }

    private OccupancyQueries Look(IReadOnlyList<TrainingSample> samples)
    {
        int b = samples.Count;
        float[] features = new float[b * shape.FeatureValues], points = new float[b * shape.PointValues];
        for (int i = 0; i < b; i++)
        {
            queries.Read(
                samples[i].Draw.Index, samples[i].Jitter.Mirror,
                features.AsSpan(i * shape.FeatureValues, shape.FeatureValues), points.AsSpan(i * shape.PointValues, shape.PointValues));
        }
        return shape.Queries(features, points, model.Device);
    }

    private float[] Noisy(IReadOnlyList<PlanningDraw> draws)
    {
        List<float> noisy = [];
        foreach (PlanningDraw draw in draws)
        {
            noisy.AddRange(scheduler.AddNoise(model.AnchorTensors.Normalised, draw.Noise, draw.Time));
        }
        return model.Config.Planner.Normalisation.Denormalise([.. noisy.Select(v => Math.Clamp(v, -1, 1))]);
    }

    // Among the command's anchors: a plan is chosen among those, and each command has an anchor at standstill.
    private PlannerTarget Target(IReadOnlyList<TrainingSample> samples) => new(
        [.. samples.Select(sample => (long)model.Anchors.Nearest(sample.Now.Future!, sample.Now.Frame.Command))],
        tensor([.. samples.SelectMany(sample => DisplacementNormalisation.ToDisplacements(sample.Now.Future!))], [samples.Count, Trajectory.Steps, 2], device: model.Device),
        tensor(
            [.. samples.SelectMany(sample => Enumerable.Range(0, Trajectory.Steps).Select(t => t < sample.Now.FutureSteps ? 1f : 0f))],
            [samples.Count, Trajectory.Steps], device: model.Device));

    private static IEnumerable<LossTerm> Watched(IReadOnlyList<TrainingSample> samples, DraftedPlan[] plans, PlannerTarget target)
    {
        PlanErrors errors = new();
        for (int b = 0; b < samples.Count; b++)
        {
            errors.Add(plans[b], samples[b].Now.Future!, (int)target.Nearest[b]);
        }
        return errors.Figures.Select(figure => new LossTerm(figure.Key, tensor((float)figure.Value), Minimised: false));
    }
}
