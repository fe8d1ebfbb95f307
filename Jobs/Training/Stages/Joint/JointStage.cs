using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Driving;
using VoxPilot.Llm;
using VoxPilot.Perception;
using VoxPilot.Planning;

namespace VoxPilot.Jobs.Training;

// B batch, Q queries

/// <summary>
/// The stage <c>joint</c>: everything learns at once, from images to answers, forecast and plan (spec/sparseoccvla.md §9.1 stage 3, §9.2). A scene goes through
/// the language model once: its questions, and the planning request with the global tokens behind it, share the scene's tokens and do not see each other.
/// </summary>
public sealed class JointStage : ClipStage
{
    internal const string StageName = "joint";

    private const KeyframeParts Asked = KeyframeParts.Images | KeyframeParts.Occupancy | KeyframeParts.Questions | KeyframeParts.Boxes;

    private readonly StageSetup setup;
    private readonly JointConfig config;
    private readonly string cache;
    private readonly DrivingModel model;
    private readonly TrainedLanguage language;
    private readonly SceneReader reader;
    private readonly QuestionDraw questions;
    private readonly LanguageValidation? validation;
    private readonly PlannerLesson lesson;
    private readonly OccupancyLoss occupancy;
    private readonly ForecastLoss forecast;

    /// <summary>Loads what learns.</summary>
    /// <param name="setup">Data and the pack to start from, whose language model is aligned.</param>
    /// <param name="config">What is taught.</param>
    /// <param name="cache">Folder of query caches, for what is set on validation at the end.</param>
    /// <exception cref="TrainingException">The pack's language model is not aligned, or cannot be trained.</exception>
    public JointStage(StageSetup setup, JointConfig config, string cache)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        if (!StagePack.IsAligned(setup.From))
        {
            throw new TrainingException($"The language model of {setup.From.Info.Name} has not been aligned with its scenes; train alignment, then planning, and start joint from there.");
        }
        (this.setup, this.config, this.cache) = (setup, config, cache);
        model = DrivingModel.Load(setup.From, setup.Device);
        language = TrainedLanguage.Load(setup.From, config.Lora, learns: config.Lora is null, setup.Training.Seed, model.Device);
        reader = new(model, language);
        questions = new(language.Tokens, config.Questions, config.Questions.Drills > 0 ? DrillBook.Create(setup.Data, config.Planning.MirrorProbability > 0, setup.Cancellation) : null);
        validation = LanguageValidation.Create(setup.Validation, config.ValidationFrames, KeyframeParts.Questions, language, questions);
        lesson = new(model, config.Planning);
        occupancy = new(config.Loss, model.Config.Perception.Encoder.Grid);
        forecast = new(model.Config.Perception.Forecaster, config.Planning.ForecastLoss, config.Planning.HorizonWeights);
        Parts =
        [
            new("image_encoder", model.Perception.Images) { RateShare = name => name.StartsWith("backbone.", StringComparison.Ordinal) ? config.BackboneShare : config.EncoderShare },
            new("occupancy_encoder", model.Perception.Occupancy) { RateShare = _ => config.EncoderShare },
            new("connector", model.Connector),
            language.Lora is { } lora ? new("lora", lora) : new("llm", language.Model),
            new(PlanningConfig.Forecaster, model.Perception.Forecaster) { RateShare = _ => config.HeadShare },
            new(PlanningConfig.Planner, model.Planner) { RateShare = _ => config.HeadShare },
        ];
    }

    /// <inheritdoc/>
    public override string Name => StageName;

    /// <inheritdoc/>
    public override IReadOnlyList<TrainedPart> Parts { get; }

    /// <inheritdoc/>
    public override IBatchSource<TrainingBatch> Batches(LoaderPosition start) => new ClipBatches(new(
        setup.Data,
        Loader(setup.Training.BatchSize) with
        {
            Augmentation = new() { MirrorProbability = setup.Augmented ? config.Planning.MirrorProbability : 0 },
            Seed = setup.Training.Seed,
            DropLast = setup.Data.Count >= setup.Training.BatchSize,
        },
        start));

    /// <inheritdoc/>
    public override IReadOnlyList<LossTerm> Losses(TrainingBatch batch, int stepIndex)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Func<double> random = TorchNumbers.Stream();
        IReadOnlyList<TrainingSample> samples = batch.Samples;
        PlannerExample[] examples = [.. samples.Select(PlannerExample.Of)];
        PlanningDraw[] draws = PlanningDraw.Take(examples.Length, model.Anchors.Count, config.Planning);
        EgoState?[] egos = [.. examples.Zip(draws, (example, draw) => draw.EgoKnown ? example.Ego : null)];

        IReadOnlyList<OccupancyQueries> layers = See(samples);
        List<LossTerm> terms = [.. occupancy.Terms(model.Perception.Occupancy.InitialPointsInMetres(), layers, Truth(samples)).Select(t => new LossTerm(t.Key, t.Value * config.OccupancyWeight))];

        OccupancyQueries seen = layers[^1];
        SceneStates states = reader.Read(
            seen, egos, [.. samples.Select(sample => questions.Take(sample.Now, random))],
            [.. examples.Select(example => random() < config.Questions.LocationShare ? example.Location : null)]);
        terms.AddRange(Weighed(LanguageTerms.Of(states), config.TextWeight));

        PlanningStates thought = new(
            model, seen, () => states.Plan!, () => PlanningStates.TokenState(model, PlanningStates.GlobalTokens(model, seen.Features, egos)), () => new(states.Scene, states.Global!));
        (List<LossTerm> planned, DraftedPlan[] plans) = lesson.Of(thought.Input([.. examples.Zip(egos, (example, ego) => EgoFeatures.From(ego, example.Command))]), examples, draws);
        terms.AddRange(Weighed(planned, config.PlanWeight));

        float[][] motion = [.. examples.Select((example, b) => MotionCode.Encode(MotionCode.FromTrajectory(draws[b].TrueMotion ? example.Driven : plans[b].Trajectory), egos[b]))];
        terms.AddRange(Weighed(forecast.Terms(thought.Forecast(motion), seen.Centres(), samples), config.ForecastWeight));
        return terms;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Preview(string file) => validation?.Ask(
        $"{file}.txt",
        (frames, turns) =>
        {
            using ClipLoader loader = new(
                new DatasetSubset(setup.Validation!, "asked", [.. frames.Select(frame => frame.Index)]),
                Loader(frames.Count) with { Shuffle = false, Epochs = 1, Clip = new() { Past = Past, Parts = KeyframeParts.Images } });
            using TrainingBatch batch = loader.Next()!;
            return reader.Read(See(batch.Samples)[^1], [.. batch.Samples.Select(sample => sample.Now.Frame.Ego)], turns, null);
        })
        ?? base.Preview(file);

    /// <inheritdoc/>
    public override void Export(string folder, int stepsDone)
    {
        DrivingModelConfig learnt = model.Config with { Reasoning = ReasoningSource.LanguageModel };
        string envelope = "";
        if (setup.Validation is { } data)
        {
            IReadOnlyList<SeenFrame> frames = OccupancyLook.At(data, config.ThresholdFrames, model);
            learnt = learnt with { Voxels = ThresholdSearch.Run(frames, model.Config.Voxels, masked: true) };
            using QueryCaches queries = QueryCaches.Open(cache, data, model, false, setup.Preparing, default);
            using ReasoningSupply supply = new(language, model);
            PlanningValidation planning = PlanningValidation.Create(model, data, queries, supply, config.Planning, null, default);
            EnvelopeFit fit = planning.Envelope(learnt.ForecastVoxels);
            learnt = learnt with { Safety = fit.Limits };
            envelope = fit.Words;
        }
        StagePack.Write(
            folder, setup, model, learnt, StageName, stepsDone,
            "Sees, answers, forecasts and plans as it was trained to, all of it together at the end; planner and forecaster listen to its language model." + envelope,
            language: path => language.Write(path, "VoxPilot", GgufTensorType.Q8_0));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            language.Dispose();
            model.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Past => model.Config.Perception.Encoder.Frames - 1;

    private IReadOnlyList<OccupancyQueries> See(IReadOnlyList<TrainingSample> samples)
    {
        ClipTensors clips = ClipTensors.Of(samples, model.Config.Perception.Image, Past + 1, model.Device);
        return clips.Layers(model.Perception);
    }

    private OccupancyTarget Truth(IReadOnlyList<TrainingSample> samples) => OccupancyTarget.Of(
        ClipTensors.Grids(samples, occupancy.Grid), config.Loss.NeedsMask ? ClipTensors.Masks(samples) : null, model.Device);

    private static IEnumerable<LossTerm> Weighed(IEnumerable<LossTerm> terms, double weight) =>
        terms.Select(term => term.Minimised ? term with { Value = term.Value * weight } : term);

    private ClipLoaderOptions Loader(int batch) => ClipTensors.Loading(
        model.Config.Perception.Image, new() { Past = Past, Parts = Asked, Ahead = PlanningStage.Ahead, AheadParts = KeyframeParts.Occupancy }) with { BatchSize = batch };
}
