using TorchSharp;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Core.Formats;
using VoxPilot.Driving;
using VoxPilot.Llm;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// The stage <c>llm.pretrain</c>: a small language model of the pack's architecture begins anew and learns, over a vocabulary of its own, to answer a
/// data set's questions from lists of what is there (<see cref="ObjectList"/>). What it learns to reason over in text, <c>alignment</c> then shows it in scene tokens.
/// </summary>
public sealed class PretrainStage : ClipStage
{
    internal const string StageName = "llm.pretrain";

    private const KeyframeParts Reads = KeyframeParts.Questions | KeyframeParts.Boxes;

    private readonly StageSetup setup;
    private readonly PretrainConfig config;
    private readonly DrivingModel model;
    private readonly TrainedLanguage language;
    private readonly QuestionDraw questions;
    private readonly LanguageValidation? validation;

    /// <summary>Learns the vocabulary and makes the language model.</summary>
    /// <exception cref="TrainingException">The data has no questions.</exception>
    public PretrainStage(StageSetup setup, PretrainConfig config)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        (this.setup, this.config) = (setup, setup.Augmented ? config : config with { MirrorProbability = 0 });
        LanguageConfig architecture = setup.From.Manifest.Config.Language;
        SentencePieceVocabulary vocabulary = config.VocabularyFrames > 0
            ? NanoTokenizer.Train(architecture.Vocabulary, Texts(setup.Data, config))
            : SentencePieceVocabulary.From(GgufFile.Read(setup.From.PathOf(PackFiles.Language)));
        model = DrivingModel.Load(setup.From, "cpu");
        language = TrainedLanguage.Untrained(architecture, vocabulary, setup.Training.Seed, new(setup.Device));
        questions = new(language.Tokens, config.Questions, config.Questions.Drills > 0 ? DrillBook.Create(setup.Data, this.config.MirrorProbability > 0, setup.Cancellation) : null);
        validation = LanguageValidation.Create(setup.Validation, config.ValidationFrames, Reads, language, questions);
        Parts = [new("llm", language.Model)];
    }

    /// <inheritdoc/>
    public override string Name => StageName;

    /// <inheritdoc/>
    public override IReadOnlyList<TrainedPart> Parts { get; }

    /// <inheritdoc/>
    public override bool GainsFromMixedPrecision(DeviceType device) => true;

    /// <inheritdoc/>
    public override IBatchSource<TrainingBatch> Batches(LoaderPosition start) => QuestionBatches.Open(setup, Reads, config.MirrorProbability, start);

    /// <inheritdoc/>
    public override IReadOnlyList<LossTerm> Losses(TrainingBatch batch, int stepIndex)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Func<double> random = TorchNumbers.Stream();
        SceneStates states = language.Reading.Run([.. batch.Samples.Select(sample => Sequence(sample.Now, questions.Take(sample.Now, random, ObjectList.Boxes(sample.Now, config.Objects))))], null, null, null);
        return LanguageTerms.Of(states);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Preview(string file) =>
        validation?.Ask($"{file}.txt", (frames, turns) => language.Reading.Run([.. frames.Zip(turns, (frame, turn) => Sequence(frame.Keyframe, turn))], null, null, null)) ?? base.Preview(file);

    /// <inheritdoc/>
    public override void Export(string folder, int stepsDone) => StagePack.Write(
        folder, setup, model, model.Config with { Reasoning = ReasoningSource.Constant }, StageName, stepsDone,
        $"{setup.From.Manifest.Provenance.Summary} Its language model has learnt to reason over lists of objects in text, and is yet to be aligned with what cameras see.",
        language: path => language.Write(path, "VoxPilot", GgufTensorType.Q8_0));

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

    private SceneSequence Sequence(Keyframe keyframe, IReadOnlyList<TrainedTurn> turns) => new()
    {
        Prefix = language.Tokens.Prefix,
        SceneText = language.Tokens.Text(Listed(keyframe, config)),
        Turns = turns,
    };

    private static string Listed(Keyframe keyframe, PretrainConfig config) => ObjectList.Of(keyframe, ObjectList.Boxes(keyframe, config.Objects));

    private static List<string> Texts(IDriveDataset data, PretrainConfig config)
    {
        List<string> texts = [];
        for (int i = 0; i < Math.Min(config.VocabularyFrames, data.Count); i++)
        {
            Keyframe keyframe = data.Read((int)((long)i * data.Count / Math.Min(config.VocabularyFrames, data.Count)), Reads);
            texts.Add(Listed(keyframe, config));
            if (keyframe.Questions is { } asked)
            {
                texts.AddRange(new[] { asked.Description, asked.Action, asked.Planning }.OfType<QuestionAnswer>().Concat(asked.Vqa).Concat(asked.Conversation).Concat(asked.Closed)
                    .SelectMany(q => (string[])[q.Question, q.Answer]));
            }
        }
        return texts;
    }
}
