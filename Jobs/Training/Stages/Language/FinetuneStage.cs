using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Driving;
using VoxPilot.Llm;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// The stage <c>llm.finetune</c>: a LoRA learns a user's questions and answers about a data set's key frames; everything else stays as it is. It leaves an
/// adapter, as GGUF to be loaded into a running server and as a PEFT folder.
/// </summary>
public sealed class FinetuneStage : ClipStage
{
    internal const string StageName = "llm.finetune";

    /// <summary>The adapter in a run's results.</summary>
    public const string AdapterFile = "adapter.gguf";

    /// <summary>The same as a PEFT folder.</summary>
    public const string PeftFolderName = "adapter";

    private readonly StageSetup setup;
    private readonly FinetuneConfig config;
    private readonly DrivingModel model;
    private readonly TrainedLanguage language;
    private readonly QueryCaches queries;
    private readonly CachedScenes scenes;
    private readonly SceneReader reader;
    private readonly QuestionDraw questions;

    private FinetuneStage(StageSetup setup, FinetuneConfig config, DrivingModel model, TrainedLanguage language, QueryCaches queries)
    {
        (this.setup, this.config, this.model, this.language, this.queries) = (setup, config, model, language, queries);
        scenes = new(queries, QueryShape.Of(model.Config.Perception.Encoder), model.Device);
        reader = new(model, language);
        questions = new(language.Tokens, config.Questions);
        Parts = [new("lora", language.Lora!)];
    }

    /// <inheritdoc/>
    public override string Name => StageName;

    /// <inheritdoc/>
    public override IReadOnlyList<TrainedPart> Parts { get; }

    /// <summary>Reads the questions, and runs the perception over their key frames.</summary>
    /// <param name="setup">Data, questions and the pack to start from.</param>
    /// <param name="config">What is taught.</param>
    /// <param name="cache">Folder of query caches.</param>
    /// <exception cref="TrainingException">No questions are given, they cannot be read, or the language model cannot be trained.</exception>
    public static FinetuneStage Create(StageSetup setup, FinetuneConfig config, string cache)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        string file = setup.Questions ?? throw new TrainingException("Name the file of questions and answers with --questions: [{ \"sample\": …, \"question\": …, \"answer\": … }, …].");
        setup = setup with { Data = AskedData.Open(setup.Data, file) };
        DrivingModel model = DrivingModel.Load(setup.From, setup.Device);
        TrainedLanguage? language = null;
        try
        {
            language = TrainedLanguage.Load(setup.From, config.Lora, learns: false, setup.Training.Seed, model.Device);
            return new(setup, config, model, language, QueryCaches.Open(cache, setup.Data, model, false, setup.Preparing, setup.Cancellation));
        }
        catch
        {
            language?.Dispose();
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override bool GainsFromMixedPrecision(DeviceType device) => true;

    /// <inheritdoc/>
    public override IBatchSource<TrainingBatch> Batches(LoaderPosition start) => QuestionBatches.Open(setup, KeyframeParts.Questions, 0, start);

    /// <inheritdoc/>
    public override IReadOnlyList<LossTerm> Losses(TrainingBatch batch, int stepIndex)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Func<double> random = TorchNumbers.Stream();
        IReadOnlyList<TrainingSample> samples = batch.Samples;
        EgoState?[] egos = [.. samples.Select(s => random() < config.EgoDropout ? queries.Seen(s.Draw.Index, false) : s.Now.Frame.Ego ?? queries.Seen(s.Draw.Index, false))];
        return LanguageTerms.Of(reader.Read(
            scenes.Look([.. samples.Select(s => (s.Draw.Index, false))]), egos, [.. samples.Select(s => questions.Take(s.Now, random))], null));
    }

    /// <inheritdoc/>
    public override void Export(string folder, int stepsDone)
    {
        Directory.CreateDirectory(folder);
        LoraGguf.Write(Path.Combine(folder, AdapterFile), language.Model.Config, language.Lora!);
        PeftFolder.Write(language.Lora!, Path.Combine(folder, PeftFolderName));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            queries.Dispose();
            language.Dispose();
            model.Dispose();
        }
        base.Dispose(disposing);
    }
}
