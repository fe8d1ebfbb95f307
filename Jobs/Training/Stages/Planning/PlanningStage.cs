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
    private readonly QueryCaches queries;
    private readonly PlanningValidation? validation;
    private readonly DrivenPaths driven;
    private readonly IReadOnlyList<double> weights;
    private readonly QueryShape shape;
    private readonly DdimScheduler scheduler = new(new());
    private readonly Denoising denoising;
    private readonly ForecastLoss forecast;

    private PlanningStage(
        StageSetup setup, PlanningConfig config, DrivingModel model, QueryCaches queries, PlanningValidation? validation, DrivenPaths driven)
    {
        (this.setup, this.config, this.model, this.queries, this.validation, this.driven) = (setup, config, model, queries, validation, driven);
        weights = driven.Weights(config.Weights);
        denoising = new(model.Config.Planner.Sampler, model.Config.Planner.Normalisation);
        shape = QueryShape.Of(model.Config.Perception.Encoder);
        forecast = new(model.Config.Perception.Forecaster, config.ForecastLoss, config.HorizonWeights);
        Parts = [Part(PlanningConfig.Forecaster, model.Perception.Forecaster), Part(PlanningConfig.Planner, model.Planner), Part(PlanningConfig.Connector, model.Connector)];

        TrainedPart Part(string name, nn.Module module) => new(name, module) { RateShare = _ => config.Frozen.Contains(name) ? 0 : 1 };
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
        AnchorSet? anchors = config.ClusterAnchors && !config.Frozen.Contains(PlanningConfig.Planner) ? driven.Anchors(setup.Training.Seed) : null;
        DrivingModel model = config.Anew
            ? DrivingModel.LoadAnew(setup.From, setup.Device, anchors, setup.Preset == TrainingPreset.Paper ? DrivingModelConfig.Paper() : DrivingModelConfig.Nano(), setup.Training.Seed)
            : DrivingModel.Load(setup.From, setup.Device, anchors);
        QueryCaches? queries = null;
        try
        {
            DrivenPaths.RequireStandstill(model.Anchors);
            queries = QueryCaches.Open(cache, setup.Data, model, config.MirrorProbability > 0, progress, cancellation);
            PlanningValidation? validation = setup.Validation is null
                ? null
                : PlanningValidation.Create(model, setup.Validation, QueryCaches.Open(cache, setup.Validation, model, false, progress, cancellation), config);
            return new(setup, config, model, queries, validation, driven);
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
        PlannerExample[] examples = [.. samples.Select(PlannerExample.Of), .. driven.Draw(weights, config.MirrorProbability, config.PlannerSamples)];
        PlanningDraw[] draws = PlanningDraw.Take(examples.Length, config);
        EgoState?[] egos = [.. examples.Zip(draws, (example, draw) => draw.EgoKnown ? example.Ego : draw.MotionSeen ? queries.Seen(example.Index, example.Mirror) : null)];

        PlannerContext context = model.Planner.Encode(
            PlanningStates.Of(model, Vary(Look(examples, centresAlone: true), draws), egos).Input([.. examples.Zip(egos, (example, ego) => EgoFeatures.From(ego, example.Command))]),
            model.AnchorTensors);
        (float[] noisy, int[] times) = Noisy(draws, context);
        IReadOnlyList<Tensor> layers = model.Planner.Predict(context, noisy, times);
        PlannerTarget target = Target(examples);
        List<LossTerm> terms = [new("score", PlannerLoss.Score(context.Logits, target) * config.ScoreWeight)];
        terms.AddRange(layers.Select((layer, l) => new LossTerm($"trajectory.{l}", PlannerLoss.Trajectory(layer, target) * config.TrajectoryWeight)));

        DraftedPlan[] plans = DraftedPlan.Of(context.Logits, layers[^1], [.. examples.Select(example => example.Command)]);
        terms.Add(new("position", PlannerLoss.Position(layers[^1], [.. plans.Select(plan => (long)plan.Chosen)], target) * config.PositionWeight));
        terms.AddRange(Watched(examples, plans, target));

        float[][] motion =
        [
            .. Enumerable.Range(0, samples.Count).Select(b => MotionCode.Encode(
                MotionCode.FromTrajectory(draws[b].TrueMotion ? examples[b].Driven : plans[b].Trajectory), egos[b])),
        ];
        PlanningStates states = PlanningStates.Of(model, Look(examples[..samples.Count], centresAlone: false), egos[..samples.Count]);
        terms.AddRange(forecast.Terms(states.Forecast(model, motion), states.Queries.Centres(), samples));
        return terms;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Preview(string file) => validation?.Preview($"{file}.png") ?? base.Preview(file);

    /// <inheritdoc/>
    public override void Export(string folder, int stepsDone)
    {
        DrivingModelConfig config = model.Config with { Reasoning = ReasoningSource.Constant };
        string envelope = "";
        if (validation is not null)
        {
            (bool moves, PointVoxelizerConfig future) = this.config.Frozen.Contains(PlanningConfig.Forecaster)
                ? (model.Perception.Forecaster.MovesAgents, config.ForecastVoxels)
                : validation.SetForecast();
            EnvelopeFit fit = validation.Envelope(future);
            PerceptionConfig perception = config.Perception with { Forecaster = config.Perception.Forecaster with { MovesAgents = moves } };
            config = config with { Perception = perception, ForecastVoxels = future, Safety = fit.Limits };
            envelope = FormattableString.Invariant(
                $" On validation its safety envelope lets {100 * fit.Passed:0.0} % of {fit.Driven} driven paths pass and stops {100 * fit.Stopped:0.0} % of {fit.Colliding} trajectories that collide.");
        }
        StagePack.Write(
            folder, setup, model, config, StageName, stepsDone,
            "Sees, forecasts and plans as it was trained to. Its language model is not aligned: the planner's reasoning token is a learned constant, and what it answers to questions means nothing." + envelope);
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

    /// <summary>What is seen of some key frames.</summary>
    /// <param name="examples">Which.</param>
    /// <param name="centresAlone">True: instead of a query's points their mean, which is all that the planner looks at.</param>
    private OccupancyQueries Look(PlannerExample[] examples, bool centresAlone)
    {
        QueryShape kept = centresAlone ? shape with { Points = 1 } : shape;
        float[] features = new float[examples.Length * kept.FeatureValues], points = new float[examples.Length * kept.PointValues];
        Parallel.For(0, examples.Length, () => new float[shape.PointValues], (i, _, all) =>
        {
            Span<float> own = points.AsSpan(i * kept.PointValues, kept.PointValues);
            queries.Read(examples[i].Index, examples[i].Mirror, features.AsSpan(i * kept.FeatureValues, kept.FeatureValues), centresAlone ? all : own);
            if (centresAlone)
            {
                shape.Centres(all, own);
            }
            return all;
        }, _ => { });
        return kept.Queries(features, points, model.Device);
    }

    /// <summary>Some of the queries, with noise on them, and none of them (zeros) where the scene is withheld.</summary>
    private OccupancyQueries Vary(OccupancyQueries queries, PlanningDraw[] draws)
    {
        Tensor known = tensor([.. draws.Select(draw => draw.SceneKnown ? 1f : 0f)], [draws.Length, 1, 1], device: model.Device);
        double share = config.LeastQueryShare + (1 - config.LeastQueryShare) * rand(1).item<float>();
        Tensor kept = randperm(shape.Count).narrow(0, 0, Math.Max(1, (long)(share * shape.Count))).to(model.Device);
        Tensor features = queries.Features.index_select(1, kept);
        return queries with
        {
            Features = (features + randn_like(features) * config.QueryNoise) * known,
            Points = queries.Points.index_select(1, kept) * known.unsqueeze(-1),
        };
    }

    /// <summary>Noisy displacements in metres and their times: of anchors, or of where the denoising steps before the last have led to.</summary>
    private (float[] Displacements, int[] Times) Noisy(PlanningDraw[] draws, PlannerContext context)
    {
        float[] anchors = [.. model.AnchorTensors.Normalised];
        float[] noisy = [.. draws.SelectMany(draw => scheduler.AddNoise(anchors, draw.Noise, draw.Time))];
        int[] times = [.. draws.Select(draw => draw.Time)];
        IReadOnlyList<int> calls = denoising.Schedule.Calls;
        if (calls.Count > 1 && draws.Any(draw => draw.Unrolled))
        {
            using IDisposable _ = no_grad();
            using TorchSharp.DisposeScope scope = NewDisposeScope();
            float[] start = [.. draws.SelectMany(draw => denoising.Start(anchors, draw.Noise))];
            float[] led = denoising.Run(start, (x, t) => model.Planner.Predict(context, x, [.. Enumerable.Repeat(t, draws.Length)])[^1].Numbers()).ElementAt(calls.Count - 2).Next;
            for (int b = 0; b < draws.Length; b++)
            {
                if (draws[b].Unrolled)
                {
                    led.AsSpan(b * anchors.Length, anchors.Length).CopyTo(noisy.AsSpan(b * anchors.Length));
                    times[b] = calls[^1];
                }
            }
        }
        return (model.Config.Planner.Normalisation.Denormalise([.. noisy.Select(v => Math.Clamp(v, -1, 1))]), times);
    }

    // Among the command's anchors: a plan is chosen among those, and each command has an anchor at standstill.
    private PlannerTarget Target(PlannerExample[] examples) => new(
        [.. examples.Select(example => (long)model.Anchors.Nearest(example.Driven, example.Command))],
        tensor([.. examples.SelectMany(example => DisplacementNormalisation.ToDisplacements(example.Driven))], [examples.Length, Trajectory.Steps, 2], device: model.Device),
        tensor(
            [.. examples.SelectMany(example => Enumerable.Range(0, Trajectory.Steps).Select(t => t < example.Steps ? 1f : 0f))],
            [examples.Length, Trajectory.Steps], device: model.Device));

    private static IEnumerable<LossTerm> Watched(PlannerExample[] examples, DraftedPlan[] plans, PlannerTarget target)
    {
        PlanErrors errors = new();
        for (int b = 0; b < examples.Length; b++)
        {
            errors.Add(plans[b], examples[b].Driven, (int)target.Nearest[b]);
        }
        return errors.Figures.Select(figure => new LossTerm(figure.Key, tensor((float)figure.Value), Minimised: false));
    }
}
