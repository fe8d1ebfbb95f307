using System.Runtime.InteropServices;
using TorchSharp;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.Llm;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training.Stages.Language;

/// <summary>The stages that teach the language model, one after the other on one small scene.</summary>
public sealed class LanguageStagesTests(SmallLanguage small) : IClassFixture<SmallLanguage>
{
    private const string Cache = "cache";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Pretraining_lowers_the_loss_asks_other_frames_and_leaves_a_pack_with_a_vocabulary_of_its_own()
    {
        RunFolder folder = small.Run("pretrain");
        PretrainConfig config = new() { Questions = new() { Tokens = 128 }, Objects = 4, VocabularyFrames = 4, ValidationFrames = 2 };
        Assert.True(Train(new PretrainStage(small.Setup(), config), small.Setup().Training, folder));
        IReadOnlyList<LossLine> lines = LossLog.Read(folder.Losses);
        Assert.Equal(["text", "text.exact"], lines[0].Terms.Keys);
        Assert.InRange(lines[^1].Loss, 0, 0.9 * lines[0].Loss);
        Assert.Contains("\"closed.blind\":", File.ReadAllText(folder.PreviewFigures), StringComparison.Ordinal);
        Assert.NotEmpty(File.ReadAllText(Assert.Single(Directory.GetFiles(folder.Previews, "*.txt"))));

        ModelPack pack = Pack(folder);
        Assert.Equal(ReasoningSource.Constant, pack.Manifest.Config.Reasoning);
        Assert.StartsWith("llm.pretrain: 12 steps of 2 samples", Assert.Single(pack.Manifest.Provenance.Stages), StringComparison.Ordinal);
        SentencePieceVocabulary own = Vocabulary(pack), before = Vocabulary(small.Pack);
        Assert.Equal(before.Pieces.Length, own.Pieces.Length);
        Assert.NotEqual(before.Pieces, own.Pieces);
        using LlamaModel served = LlamaWeights.ReadGguf(pack.PathOf(PackFiles.Language));
        using LlamaModel start = LlamaWeights.Untrained(pack.Manifest.Config.Language, 5);
        Assert.True(Apart(start, served) > 1e-3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Alignment_teaches_connector_and_language_and_what_it_leaves_answers_when_served(bool lora)
    {
        RunFolder folder = small.Run($"align-{lora}");
        StageSetup setup = small.Setup();
        Assert.True(Train(Align(setup, Lesson with { Lora = lora ? new() { Rank = 8, Alpha = 16 } : null }), setup.Training, folder));
        IReadOnlyList<LossLine> lines = LossLog.Read(folder.Losses);
        Assert.Equal(["probe.answers", "probe.right", "text", "text.exact", "codes.answers", "codes.right", "codes.words", "codes.followed", "codes.spoken", "probe.anchor", "probe.path"], lines[0].Terms.Keys);
        Assert.InRange(lines[^1].Terms["text"], 0, 0.95 * lines[0].Terms["text"]);
        Assert.Contains("\"codes.right\":", File.ReadAllText(folder.PreviewFigures), StringComparison.Ordinal); // of the validation's key frames

        ModelPack pack = Pack(folder);
        Assert.Equal(ReasoningSource.LanguageModel, pack.Manifest.Config.Reasoning);
        using (DrivingModel before = DrivingModel.Load(small.Pack, "cpu"), after = DrivingModel.Load(pack, "cpu"))
        {
            Assert.True(Apart(before.Connector.Scene, after.Connector.Scene) > 1e-3);
            Assert.True(Apart(before.Connector.Global, after.Connector.Global) > 1e-3);
            Assert.True((before.Connector.PlanToken - after.Connector.PlanToken).abs().max().item<float>() > 1e-4);
            Assert.True(Apart(before.Perception, after.Perception) < 1e-2); // within half precision
            Assert.True(Apart(before.Planner, after.Planner) < 1e-2);
        }
        using (LlamaModel before = LlamaWeights.ReadGguf(small.Pack.PathOf(PackFiles.Language)), after = LlamaWeights.ReadGguf(pack.PathOf(PackFiles.Language)))
        {
            Assert.True(Apart(before, after) > 1e-3);
        }
        TrainedPack.Install(small.Folder($"served-{lora}/models/aligned"), pack, []);
        await using DrivingService service = DrivingService.Start(new() { Pack = "aligned" }, new(small.Folder("nowhere"), small.Folder($"served-{lora}")));
        await service.Ready;
        Scene scene = await service.CreateSceneAsync(small.Data.Read(3).Frame, new() { Seed = 1 }, Token);
        Answer answer = await service.AnswerAsync(scene, Question.Of("Is there a car ahead within 30 metres?") with { MaxTokens = 4 }, Token);
        Assert.True(answer.Usage.SceneTokens > 0);
        Assert.NotEmpty((await service.PlanToEndAsync(scene, new(), Token)).Trajectory.Points);
    }

    [Fact]
    public void At_first_scene_tokens_alone_learn_where_that_is_asked_for()
    {
        RunFolder folder = small.Run("probed");
        StageSetup setup = small.Setup(steps: 6) with { Validation = null };
        Assert.True(Train(Align(setup, Lesson with { ProbeSteps = 6 }), setup.Training, folder));
        Assert.Equal(["probe.answers", "probe.right"], LossLog.Read(folder.Losses)[0].Terms.Keys);
        ModelPack pack = Pack(folder);
        using DrivingModel before = DrivingModel.Load(small.Pack, "cpu"), after = DrivingModel.Load(pack, "cpu");
        Assert.True(Apart(before.Connector.Scene, after.Connector.Scene) > 1e-3);
        using LlamaModel language = LlamaWeights.ReadGguf(small.Pack.PathOf(PackFiles.Language)), left = LlamaWeights.ReadGguf(pack.PathOf(PackFiles.Language));
        Assert.True(Apart(language, left) < 1e-2); // within eight bits
    }

    [Fact]
    public void A_language_stage_that_was_stopped_ends_in_the_bits_of_one_that_was_not()
    {
        StageSetup setup = small.Setup(steps: 4) with { Validation = null };
        RunFolder whole = small.Run("whole"), broken = small.Run("broken");
        Assert.True(Train(Align(setup, Lesson), setup.Training, whole));
        using (CancellationTokenSource stop = new())
        using (TrainingLoop<TrainingBatch> loop = new(Align(setup, Lesson), setup.Training, broken))
        {
            Assert.False(loop.Run(false, progress => Stop(progress.Step == 2), stop.Token));

            void Stop(bool now)
            {
                if (now)
                {
                    stop.Cancel();
                }
            }
        }
        using (TrainingLoop<TrainingBatch> loop = new(Align(setup, Lesson), setup.Training, broken))
        {
            Assert.True(loop.Run(true, null, Token));
        }
        foreach (string file in (string[])[PackFiles.Connector, PackFiles.Language])
        {
            Assert.Equal(File.ReadAllBytes(Pack(whole).PathOf(file)), File.ReadAllBytes(Pack(broken).PathOf(file)));
        }
    }

    [Fact]
    public void Alignment_may_begin_with_a_connector_that_is_told_the_points_classes()
    {
        RunFolder folder = small.Run("align-classes");
        StageSetup setup = small.Setup(steps: 6) with { Validation = null };
        Assert.True(Train(Align(setup, Lesson with { Classes = true }), setup.Training, folder));
        ModelPack pack = Pack(folder);
        Assert.Equal((0, 17), (small.Pack.Manifest.Config.Connector.Classes, pack.Manifest.Config.Connector.Classes));
        using DrivingModel before = DrivingModel.Load(small.Pack, "cpu"), after = DrivingModel.Load(pack, "cpu");
        Assert.True(Apart(before.Planner, after.Planner) < 1e-2); // all but the connector is the pack's
        Assert.True(Apart(before.Perception, after.Perception) < 1e-2);
        long Inputs(DrivingModel model) => model.Connector.Scene.state_dict()["position.0.weight"].shape[1];
        Assert.Equal(Inputs(before) + 4 * 17, Inputs(after));
    }

    [Fact]
    public void A_run_is_held_by_one_process_at_a_time()
    {
        RunFolder folder = small.Run("held");
        using (folder.Hold())
        {
            Assert.Contains("another process", Assert.Throws<TrainingException>(() => folder.Hold()).Message, StringComparison.Ordinal);
        }
        folder.Hold().Dispose();
    }

    [Fact]
    public void Planning_listens_to_an_aligned_language_model_or_to_the_tokens_where_that_is_asked_for()
    {
        RunFolder aligned = small.Run("aligned");
        StageSetup setup = small.Setup(steps: 2) with { Validation = null };
        Assert.True(Train(Align(setup, Lesson), setup.Training, aligned));
        PlanningConfig lesson = SmallPlanning.Lesson;
        foreach ((ReasoningSource? asked, ReasoningSource expected) in ((ReasoningSource?, ReasoningSource)[])[(null, ReasoningSource.LanguageModel), (ReasoningSource.Constant, ReasoningSource.Constant)])
        {
            RunFolder folder = small.Run($"planning-{expected}");
            StageSetup planning = small.Setup(Pack(aligned), steps: 2);
            Assert.True(Train(PlanningStage.Create(planning, lesson with { Reasoning = asked }, small.Folder(Cache), null, Token), planning.Training, folder));
            ModelPack pack = Pack(folder);
            Assert.Equal(expected, pack.Manifest.Config.Reasoning);
            using DrivingModel before = DrivingModel.Load(Pack(aligned), "cpu"), after = DrivingModel.Load(pack, "cpu");
            Assert.True(Apart(before.Planner, after.Planner) > 1e-4);
            Assert.True(Apart(before.Perception.Forecaster, after.Perception.Forecaster) > 1e-4);
            Assert.Equal(expected == ReasoningSource.Constant, Apart(before.Connector, after.Connector) > 1e-4);
        }
    }

    [Fact]
    public void What_the_language_model_thinks_of_a_data_set_is_kept_unless_it_is_not_to_be_heard_there()
    {
        RunFolder aligned = small.Run("aligned-for-states");
        StageSetup setup = small.Setup(steps: 2) with { Validation = null };
        Assert.True(Train(Align(setup, Lesson), setup.Training, aligned));
        List<int> thought = [];
        StageSetup planning = small.Setup(Pack(aligned), steps: 2) with { Validation = null, Preparing = (done, _) => thought.Add(done) };
        string cache = small.Folder("states");
        PlanningConfig lesson = SmallPlanning.Lesson with { MirrorProbability = 0 };
        Assert.True(Train(
            PlanningStage.Create(planning, lesson with { Unheard = [small.Data.Name], MirrorProbability = 0.5 }, cache, null, Token), planning.Training, small.Run("unheard")));
        Assert.Empty(States());
        thought.Clear();

        Open(lesson);
        string file = Assert.Single(States());
        Assert.Equal(planning.From.Manifest.Config.Language.Width * sizeof(float) * small.Data.Count, new FileInfo(file).Length);
        Assert.Equal(small.Data.Count, thought[^1]);
        byte[] whole = File.ReadAllBytes(file);
        int half = whole.Length / 2 + 3; // in the midst of a row
        thought.Clear();
        Open(lesson);
        Assert.Empty(thought); // nothing is thought twice

        File.WriteAllBytes(file + ".part", whole[..half]);
        File.Delete(file);
        Open(lesson);
        Assert.Equal(small.Data.Count, thought[^1]);
        float[] before = Numbers(whole), after = Numbers(File.ReadAllBytes(file));
        Assert.Equal(before.Length, after.Length);
        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First, pair.Second, 1e-4)); // other key frames go through together, so the last bits may differ

        void Open(PlanningConfig config) => PlanningStage.Create(planning, config, cache, null, Token).Dispose();
        string[] States() => Directory.GetFiles(cache, "states-*");
        static float[] Numbers(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }

    [Fact]
    public void Joint_teaches_every_part_at_once_and_wants_an_aligned_pack()
    {
        JointConfig config = new()
        {
            Questions = Lesson.Questions, Planning = SmallPlanning.Lesson with { EgoDropout = 0 }, BackboneShare = 1, EncoderShare = 1, HeadShare = 1, ValidationFrames = 2, ThresholdFrames = 1,
        };
        Assert.Contains("alignment", Assert.Throws<TrainingException>(() => new JointStage(small.Setup(), config, small.Folder(Cache))).Message, StringComparison.Ordinal);
        RunFolder aligned = small.Run("aligned-for-joint"), folder = small.Run("joint");
        StageSetup setup = small.Setup(steps: 2) with { Validation = null };
        Assert.True(Train(Align(setup, Lesson), setup.Training, aligned));
        StageSetup joint = small.Setup(Pack(aligned), steps: 3);
        Assert.True(Train(new JointStage(joint, config, small.Folder(Cache)), joint.Training, folder));
        LossLine line = LossLog.Read(folder.Losses)[0];
        Assert.Empty(new[] { "pts.0", "cls.1", "text", "score", "trajectory.0", "position", "forecast.1s.pts", "forecast.3s.cls" }.Except(line.Terms.Keys));
        ModelPack pack = Pack(folder);
        using DrivingModel before = DrivingModel.Load(Pack(aligned), "cpu"), after = DrivingModel.Load(pack, "cpu");
        foreach ((nn.Module a, nn.Module b) in ((nn.Module, nn.Module)[])
            [(before.Perception.Images, after.Perception.Images), (before.Perception.Occupancy, after.Perception.Occupancy), (before.Perception.Forecaster, after.Perception.Forecaster), (before.Connector, after.Connector), (before.Planner, after.Planner)])
        {
            Assert.True(Apart(a, b) > 1e-3, a.GetName());
        }
        using LlamaModel was = LlamaWeights.ReadGguf(Pack(aligned).PathOf(PackFiles.Language)), became = LlamaWeights.ReadGguf(pack.PathOf(PackFiles.Language));
        Assert.True(Apart(was, became) > 1e-3);
    }

    [Fact]
    public void Finetuning_learns_a_users_answers_by_heart_and_leaves_an_adapter()
    {
        string file = small.Folder("asked.json");
        File.WriteAllText(file, $$"""
            [ { "sample": "{{small.Data.Token(1)}}", "question": "Who are you?", "answer": "A teapot." },
              { "sample": "{{small.Data.Token(4)}}", "question": "Who are you?", "answer": "A kettle." } ]
            """);
        StageSetup setup = small.Setup(Loud(), steps: 60) with { Questions = file };
        RunFolder folder = small.Run("finetune");
        Assert.True(Train(FinetuneStage.Create(setup, new(), small.Folder(Cache)), setup.Training with { LearningRate = 1e-2, AverageDecay = 0, PreviewSteps = 0 }, folder));
        IReadOnlyList<LossLine> lines = LossLog.Read(folder.Losses);
        Assert.InRange(lines[^1].Loss, 0, 0.5 * lines[0].Loss);
        LanguageConfig model = small.Pack.Manifest.Config.Language;
        using LoraAdapter peft = PeftFolder.Read(Path.Combine(folder.Results, FinetuneStage.PeftFolderName), model);
        Assert.Equal(16, peft.Config.Rank);
        Assert.True(new FileInfo(Path.Combine(folder.Results, FinetuneStage.AdapterFile)).Length > 10_000);
    }

    // Untrained weights are so small that no LoRA beside them could make the output matrix sure of a token.
    private ModelPack Loud()
    {
        using DrivingModel model = DrivingModel.Load(small.Pack, "cpu");
        using LlamaModel language = LlamaWeights.ReadGguf(small.Pack.PathOf(PackFiles.Language));
        using (no_grad())
        {
            foreach (TorchSharp.Modules.Parameter weight in language.parameters().Where(w => w.dim() == 2))
            {
                weight.mul_(4);
            }
        }
        return TrainedPack.Write(small.Folder("loud"), model, small.Pack, small.Pack.Manifest, path => LlamaWeights.WriteGguf(language, path, "loud", Vocabulary(small.Pack), GgufTensorType.F16));
    }

    private static readonly AlignmentConfig Lesson = new() { Classes = null, ProbeSteps = 0, CodeSteps = 0, Questions = new() { Tokens = 96 }, ValidationFrames = 2, Lora = new() { Rank = 8, Alpha = 16 } };

    private AlignmentStage Align(StageSetup setup, AlignmentConfig config) => AlignmentStage.Create(setup, config, small.Folder(Cache));

    private static bool Train(TrainingStage<TrainingBatch> stage, TrainingConfig config, RunFolder folder)
    {
        using TrainingLoop<TrainingBatch> loop = new(stage, config, folder);
        return loop.Run(false, null, Token);
    }

    private static ModelPack Pack(RunFolder folder) => ModelPack.Open(Path.Combine(folder.Results, "pack"));

    private static SentencePieceVocabulary Vocabulary(ModelPack pack) => SentencePieceVocabulary.From(GgufFile.Read(pack.PathOf(PackFiles.Language)));

    private static double Apart(nn.Module a, nn.Module b)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> left = a.state_dict(), right = b.state_dict();
        return left.Max(pair => (pair.Value - right[pair.Key]).abs().max().ToDouble());
    }
}
