using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Driving;
using VoxPilot.Llm;
using VoxPilot.Perception;
using VoxPilot.World.Questions;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

// B batch, Q queries, D channels of the language model

/// <summary>
/// The stage <c>alignment</c>: connector, global tokens, plan token and language model, or a LoRA beside it, learn to answer questions about scenes, over a frozen perception whose
/// queries are read from a cache (spec/sparseoccvla.md §5, §6, §9.3). The questions of a key frame share its scene and do not see each other.
/// </summary>
public sealed class AlignmentStage : ClipStage
{
    internal const string StageName = "alignment";

    private const int WordsEvery = 8;

    private readonly StageSetup setup;
    private readonly AlignmentConfig config;
    private readonly DrivingModel model;
    private readonly TrainedLanguage language;
    private readonly SceneReader reader;
    private readonly QueryCaches queries;
    private readonly QueryCaches? seen;
    private readonly CachedScenes scenes;
    private readonly CachedScenes? others;
    private readonly QuestionDraw questions;
    private readonly QuestionDraw telling;
    private readonly LanguageValidation? validation;
    private readonly PlanProbe probe;
    private readonly DrillBook? drills;
    private readonly NumberedQuestions? numbers;
    private readonly QuestionProbe? closed;
    private readonly QuestionCodes? codes;

    private AlignmentStage(StageSetup setup, AlignmentConfig config, DrivingModel model, TrainedLanguage language, QueryCaches queries, QueryCaches? seen)
    {
        (this.setup, this.config, this.model, this.language, this.queries, this.seen) = (setup, config, model, language, queries, seen);
        QueryShape shape = QueryShape.Of(model.Config.Perception.Encoder);
        scenes = new(queries, shape, model.Device);
        others = seen is null ? null : new(seen, shape, model.Device);
        reader = new(model, language);
        bool practises = config.ProbeWeight > 0 || config.CodeWeight > 0;
        drills = config.Questions.Drills > 0 || config.Telling.Drills > 0 || practises ? DrillBook.Create(setup.Data, config.MirrorProbability > 0, setup.Cancellation) : null;
        questions = new(language.Tokens, config.Questions, drills);
        telling = new(language.Tokens, config.Telling, drills);
        validation = LanguageValidation.Create(setup.Validation, config.ValidationFrames, KeyframeParts.Questions | KeyframeParts.Boxes, language, questions);
        manual_seed((long)setup.Training.Seed);
        probe = new(model.Config.Language.Width, model.Anchors.Count);
        probe.to(model.Device);
        List<TrainedPart> parts =
        [
            new("connector", model.Connector),
            language.Lora is { } lora ? new("lora", lora) { RateShare = _ => config.LanguageShare } : new("llm", language.Model) { RateShare = _ => config.LanguageShare },
        ];
        if (config.PlanWeight > 0)
        {
            parts.Add(new("probe", probe));
        }
        numbers = practises ? new(drills!) : null;
        if (config.ProbeWeight > 0)
        {
            closed = new(numbers!, model.Config.Language.Width);
            closed.to(model.Device);
            parts.Add(new("questions", closed));
        }
        if (config.CodeWeight > 0)
        {
            codes = new(numbers!, language);
            codes.to(model.Device);
            parts.Add(new("codes", codes));
        }
        Parts = parts;
    }

    /// <inheritdoc/>
    public override string Name => StageName;

    /// <inheritdoc/>
    public override IReadOnlyList<TrainedPart> Parts { get; }

    /// <summary>Loads what learns, and runs the perception over the data where that was not done before.</summary>
    /// <param name="setup">Data and the pack to start from.</param>
    /// <param name="config">What is taught.</param>
    /// <param name="cache">Folder of query caches.</param>
    /// <exception cref="TrainingException">The language model cannot be trained.</exception>
    /// <exception cref="DatasetException">A file of the data is missing or damaged.</exception>
    public static AlignmentStage Create(StageSetup setup, AlignmentConfig config, string cache)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        config = setup.Augmented ? config : config with { MirrorProbability = 0, QueryNoise = 0, LeastQueryShare = 1 };
        DrivingModelConfig pack = setup.From.Manifest.Config;
        DrivingModel model = config.Classes is { } told
            ? DrivingModel.LoadReconnected(setup.From, setup.Device, pack.Connector with { Classes = told ? pack.Perception.Encoder.Classes : 0 }, setup.Training.Seed)
            : DrivingModel.Load(setup.From, setup.Device);
        TrainedLanguage? language = null;
        QueryCaches? queries = null;
        try
        {
            language = TrainedLanguage.Load(setup.From, config.Lora, learns: config.Lora is null, setup.Training.Seed, model.Device);
            queries = QueryCaches.Open(cache, setup.Data, model, config.MirrorProbability > 0, setup.Preparing, setup.Cancellation);
            QueryCaches? seen = setup.Validation is null ? null : QueryCaches.Open(cache, setup.Validation, model, false, setup.Preparing, setup.Cancellation);
            return new(setup, config, model, language, queries, seen);
        }
        catch
        {
            queries?.Dispose();
            language?.Dispose();
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override bool GainsFromMixedPrecision(DeviceType device) => true;

    /// <inheritdoc/>
    public override IBatchSource<TrainingBatch> Batches(LoaderPosition start) => QuestionBatches.Open(setup, KeyframeParts.Questions | KeyframeParts.Boxes, config.MirrorProbability, start);

    /// <inheritdoc/>
    public override IReadOnlyList<LossTerm> Losses(TrainingBatch batch, int stepIndex)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Func<double> random = TorchNumbers.Stream();
        IReadOnlyList<TrainingSample> samples = batch.Samples;
        SceneTokens tokens = reader.Tokens(
            Vary(scenes.Look([.. samples.Select(sample => (sample.Draw.Index, sample.Jitter.Mirror))])), [.. samples.Select(sample => Ego(sample, random))]);
        IReadOnlyList<(BoxQuestion Question, double Weight)>[] practised =
            [.. samples.Select(sample => numbers is null ? [] : drills!.Weigh(BoxQuestions.Of(sample.Now.Boxes), config.ProbeQuestions, random))];
        AskedNumbers? asked = numbers?.Of(practised);
        List<LossTerm> terms = closed is null ? [] : [.. closed.Terms(tokens.Scene, asked!, config.ProbeWeight)];
        if (closed is null || stepIndex >= config.ProbeSteps)
        {
            bool words = codes is null || stepIndex >= config.ProbeSteps + config.CodeSteps || stepIndex % WordsEvery == 0;
            terms.AddRange(Language(samples, tokens, words, practised, asked, random));
        }
        return terms;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Preview(string file)
    {
        if (validation is null)
        {
            return base.Preview(file);
        }
        Dictionary<string, double> figures = new(validation.Ask($"{file}.txt", (frames, turns) => reader.Read(Tokens(frames), turns, null)));
        if (numbers is not null)
        {
            foreach (IGrouping<string, double> shares in validation.Frames.Chunk(LanguageValidation.AtOnce).SelectMany(Practised).GroupBy(share => share.Name, share => share.Value))
            {
                figures[shares.Key] = 100 * shares.Average();
            }
        }
        return figures;
    }

    /// <inheritdoc/>
    public override void Export(string folder, int stepsDone) => StagePack.Write(
        folder, setup, model, model.Config with { Reasoning = ReasoningSource.LanguageModel }, StageName, stepsDone,
        "Sees and answers as it was trained to. Planner and forecaster are yet to learn to listen to its language model: train planning before its plans mean something.",
        language: path => language.Write(path, "VoxPilot", GgufTensorType.Q8_0));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            queries.Dispose();
            seen?.Dispose();
            probe.Dispose();
            closed?.Dispose();
            codes?.Dispose();
            language.Dispose();
            model.Dispose();
        }
        base.Dispose(disposing);
    }

    private List<LossTerm> Language(
        IReadOnlyList<TrainingSample> samples, SceneTokens tokens, bool words, IReadOnlyList<(BoxQuestion Question, double Weight)>[] practised, AskedNumbers? asked, Func<double> random)
    {
        bool tells = random() < config.TellingShare;
        QuestionDraw draw = tells ? telling : questions;
        IReadOnlyList<BoxQuestion>[] drilled = [.. samples.Select(sample => words ? draw.Drill(sample.Now, random) : [])];
        IReadOnlyList<TrainedTurn>[] turns = [.. samples.Select((sample, b) => words ? draw.Take(sample.Now, drilled[b], random) : [])];
        bool plans = words && config.PlanWeight > 0 && samples.All(sample => sample.Now.Future is not null);
        SceneStates states = reader.Read(
            tokens, turns, plans ? [.. samples.Select(sample => random() < config.Questions.LocationShare ? sample.Now.Frame.Location : null)] : null, codes?.Ask(asked!));
        List<LossTerm> terms = LanguageTerms.Of(states);
        if (codes is not null)
        {
            terms.AddRange(codes.Terms(states, asked!, [.. turns.SelectMany(those => those)], Words(turns, drilled, practised, asked!.PerScene), config.CodeWeight));
        }
        if (plans)
        {
            terms.AddRange(probe.Terms(states.Plan!, PlannerExample.Target([.. samples.Select(PlannerExample.Of)], model.Anchors, model.Device), config.PlanWeight));
        }
        return terms;
    }

    private SceneTokens Tokens(IReadOnlyList<AskedFrame> frames) =>
        reader.Tokens(others!.Look([.. frames.Select(frame => (frame.Index, false))]), [.. frames.Select(frame => frame.Keyframe.Frame.Ego)]);

    // Shares of what vectors ask that is answered rightly, of other towns.
    private List<(string Name, double Value)> Practised(AskedFrame[] frames)
    {
        using IDisposable noGradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        AskedNumbers asked = numbers!.Of([.. frames.Select(frame => drills!.Weigh(BoxQuestions.Of(frame.Keyframe.Boxes)))]);
        SceneTokens tokens = Tokens(frames);
        IEnumerable<LossTerm> terms = closed is null ? [] : closed.Terms(tokens.Scene, asked, 1);
        if (codes is not null)
        {
            IReadOnlyList<TrainedTurn>[] silent = [.. frames.Select(_ => (IReadOnlyList<TrainedTurn>)[])];
            terms = terms.Concat(codes.Terms(reader.Read(tokens, silent, null, codes.Ask(asked)), asked, [], [], 1));
        }
        return [.. terms.Where(term => !term.Minimised).Select(term => (term.Name, term.Value.ToDouble()))];
    }

    // Of each turn the place of its vector; drilled questions are the last of a key frame's turns.
    private static List<int> Words(IReadOnlyList<TrainedTurn>[] turns, IReadOnlyList<BoxQuestion>[] drilled, IReadOnlyList<(BoxQuestion Question, double Weight)>[] practised, int perScene)
    {
        List<int> words = [];
        for (int b = 0; b < turns.Length; b++)
        {
            Dictionary<string, int> places = practised[b].Index().ToDictionary(p => p.Item.Question.Pattern, p => b * perScene + p.Index, StringComparer.Ordinal);
            words.AddRange(Enumerable.Repeat(-1, turns[b].Count - drilled[b].Count));
            words.AddRange(drilled[b].Select(question => places.GetValueOrDefault(question.Pattern, -1)));
        }
        return words;
    }

    private EgoState? Ego(TrainingSample sample, Func<double> random)
    {
        double known = random(), shown = random();
        return known >= config.EgoDropout ? sample.Now.Frame.Ego
            : shown >= config.UnseenMotionShare ? queries.Seen(sample.Draw.Index, sample.Jitter.Mirror)
            : null;
    }

    private OccupancyQueries Vary(OccupancyQueries seen)
    {
        if (config.LeastQueryShare < 1)
        {
            double share = config.LeastQueryShare + (1 - config.LeastQueryShare) * rand(1).item<float>();
            Tensor kept = randperm(seen.Features.shape[1]).narrow(0, 0, Math.Max(1, (long)(share * seen.Features.shape[1]))).sort().Values.to(model.Device);
            seen = seen with { Features = seen.Features.index_select(1, kept), Points = seen.Points.index_select(1, kept) };
        }
        return config.QueryNoise > 0 ? seen with { Features = seen.Features + randn_like(seen.Features) * config.QueryNoise } : seen;
    }
}
