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
/// The stage <c>planning</c>: forecaster, anchor scorer and diffusion decoder over a frozen perception whose queries are read from a
/// <see cref="QueryCache"/>. They listen to the hidden states of an aligned language model, which stays as it is; before it is aligned
/// (<see cref="ReasoningSource.Constant"/>), to the connector's tokens, and the connector learns with them.
/// </summary>
public sealed class PlanningStage : ClipStage
{
    internal const string StageName = "planning";

    /// <summary>Key frames to 1, 2 and 3 s.</summary>
    internal static readonly int[] Ahead = [2, 4, 6];

    private readonly StageSetup setup;
    private readonly PlanningConfig config;
    private readonly DrivingModel model;
    private readonly QueryCaches queries;
    private readonly PlanningValidation? validation;
    private readonly ReasoningSupply supply;
    private readonly IPlanningReasoning reasoning;
    private readonly DrivenPaths driven;
    private readonly IReadOnlyList<double> weights;
    private readonly bool[] heard;
    private readonly CachedScenes scenes;
    private readonly PlannerLesson lesson;
    private readonly ForecastLoss forecast;

    private PlanningStage(
        StageSetup setup, PlanningConfig config, DrivingModel model, QueryCaches queries, PlanningValidation? validation, ReasoningSupply supply, DrivenPaths driven)
    {
        (this.setup, this.config, this.model, this.queries, this.validation, this.supply, this.driven) = (setup, config, model, queries, validation, supply, driven);
        weights = driven.Weights(config.Weights);
        lesson = new(model, config);
        scenes = new(queries, QueryShape.Of(model.Config.Perception.Encoder), model.Device);
        reasoning = supply.Of(setup.Data, queries, config.MirrorProbability > 0, config.Unheard, setup.Preparing, setup.Cancellation);
        heard = [.. DatasetUnion.PartsOf(setup.Data).SelectMany(part => Enumerable.Repeat(!config.Unheard.Contains(part.Name), part.Count))];
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
        string[] names = [.. DatasetUnion.PartsOf(setup.Data).Select(part => part.Name)];
        if (config.Unheard.Except(names).FirstOrDefault() is { } stranger)
        {
            throw new TrainingException($"'{stranger}' of {nameof(PlanningConfig.Unheard)} is none of the data sets that are learnt from; these are {string.Join(", ", names)}.");
        }
        DrivenPaths driven = DrivenPaths.Read(setup.Data, cancellation);
        DrivingModelConfig heads = !config.Anew ? setup.From.Manifest.Config : setup.Preset == TrainingPreset.Paper ? DrivingModelConfig.Paper() : DrivingModelConfig.Nano();
        AnchorSet? anchors = config.ClusterAnchors && !config.Frozen.Contains(PlanningConfig.Planner) ? driven.Anchors(setup.Training.Seed, heads.Planner.Anchors) : null;
        DrivingModel model = config.Anew
            ? DrivingModel.LoadAnew(setup.From, setup.Device, anchors, heads, setup.Training.Seed)
            : config.HearsTokens && !heads.Planner.HearsTokens ? DrivingModel.LoadHearingTokens(setup.From, setup.Device, anchors, setup.Training.Seed)
            : DrivingModel.Load(setup.From, setup.Device, anchors);
        ReasoningSource source = config.Reasoning ?? (StagePack.IsAligned(setup.From) ? ReasoningSource.LanguageModel : ReasoningSource.Constant);
        config = config with { Reasoning = source, Frozen = source == ReasoningSource.Constant ? config.Frozen : [.. config.Frozen.Append(PlanningConfig.Connector).Distinct()] };
        QueryCaches? queries = null;
        ReasoningSupply? supply = null;
        try
        {
            DrivenPaths.RequireStandstill(model.Anchors);
            supply = new(source, setup.From, model);
            queries = QueryCaches.Open(cache, setup.Data, model, config.MirrorProbability > 0, progress, cancellation);
            PlanningValidation? validation = setup.Validation is null
                ? null
                : PlanningValidation.Create(model, setup.Validation, QueryCaches.Open(cache, setup.Validation, model, false, progress, cancellation), supply, config, progress, cancellation);
            return new(setup, config, model, queries, validation, supply, driven);
        }
        catch
        {
            queries?.Dispose();
            supply?.Dispose();
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
                Clip = Forecasts ? new() { Parts = KeyframeParts.Occupancy, Ahead = Ahead, AheadParts = KeyframeParts.Occupancy } : new(),
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
        PlanningDraw[] draws = PlanningDraw.Take(examples.Length, model.Anchors.Count, config);
        EgoState?[] egos = [.. examples.Zip(draws, (example, draw) => draw.EgoKnown ? example.Ego : draw.MotionSeen ? queries.Seen(example.Index, example.Mirror) : null)];

        PlanningStates thought = reasoning.Think(examples, Vary(scenes.Look(examples, centresAlone: true), draws), egos);
        (List<LossTerm> terms, DraftedPlan[] plans) = lesson.Of(thought.Input([.. examples.Zip(egos, (example, ego) => EgoFeatures.From(ego, example.Command))], Hears(examples, draws)), examples, draws);
        if (!Forecasts)
        {
            return terms;
        }

        float[][] motion =
        [
            .. Enumerable.Range(0, samples.Count).Select(b => MotionCode.Encode(
                MotionCode.FromTrajectory(draws[b].TrueMotion ? examples[b].Driven : plans[b].Trajectory), egos[b])),
        ];
        PlanningStates states = reasoning.Think(examples[..samples.Count], scenes.Look(examples.AsSpan(0, samples.Count), centresAlone: false), egos[..samples.Count]);
        terms.AddRange(forecast.Terms(states.Forecast(motion), states.Queries.Centres(), samples));
        return terms;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Preview(string file) => validation?.Preview($"{file}.png") ?? base.Preview(file);

    /// <inheritdoc/>
    public override void Export(string folder, int stepsDone)
    {
        DrivingModelConfig config = model.Config with { Reasoning = this.config.Reasoning!.Value };
        string envelope = "";
        if (validation is not null)
        {
            (bool moves, PointVoxelizerConfig future) = this.config.Frozen.Contains(PlanningConfig.Forecaster)
                ? (model.Perception.Forecaster.MovesAgents, config.ForecastVoxels)
                : validation.SetForecast();
            EnvelopeFit fit = validation.Envelope(future);
            PerceptionConfig perception = config.Perception with { Forecaster = config.Perception.Forecaster with { MovesAgents = moves } };
            config = config with { Perception = perception, ForecastVoxels = future, Safety = fit.Limits };
            envelope = fit.Words;
        }
        StagePack.Write(
            folder, setup, model, config, StageName, stepsDone,
            (config.Reasoning == ReasoningSource.LanguageModel
                ? "Sees, answers, forecasts and plans as it was trained to; planner and forecaster listen to its language model."
                : "Sees, forecasts and plans as it was trained to. Its language model is not aligned: the planner's reasoning token is a learned constant, and what it answers to questions means nothing.") + envelope);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            queries.Dispose();
            validation?.Dispose();
            supply.Dispose();
            model.Dispose();
        }
        base.Dispose(disposing);
    }

    // Whether something learns from forecasts: the forecaster, or the connector in front of it.
    private bool Forecasts => !(config.Frozen.Contains(PlanningConfig.Forecaster) && config.Frozen.Contains(PlanningConfig.Connector));

    /// <summary>h_r with noise on it, and zeros where it is withheld. What follows from the tokens themselves varies with them.</summary>
    private Func<Tensor, Tensor>? Hears(PlannerExample[] examples, PlanningDraw[] draws) => config.Reasoning != ReasoningSource.LanguageModel ? null : state =>
    {
        Tensor listens = tensor([.. draws.Zip(examples, (draw, example) => draw.Reasoned && heard[example.Index] ? 1f : 0f)], [draws.Length, 1], device: model.Device);
        return (state + randn_like(state) * state.std([-1], keepdim: true) * config.ReasoningNoise) * listens;
    };

    /// <summary>Some of the queries, with noise on them, and none of them (zeros) where the scene is withheld.</summary>
    private OccupancyQueries Vary(OccupancyQueries queries, PlanningDraw[] draws)
    {
        Tensor known = tensor([.. draws.Select(draw => draw.SceneKnown ? 1f : 0f)], [draws.Length, 1, 1], device: model.Device);
        double share = config.LeastQueryShare + (1 - config.LeastQueryShare) * rand(1).item<float>();
        Tensor kept = randperm(queries.Features.shape[1]).narrow(0, 0, Math.Max(1, (long)(share * queries.Features.shape[1]))).to(model.Device);
        Tensor features = queries.Features.index_select(1, kept);
        return queries with
        {
            Features = (features + randn_like(features) * config.QueryNoise) * known,
            Points = queries.Points.index_select(1, kept) * known.unsqueeze(-1),
        };
    }
}
