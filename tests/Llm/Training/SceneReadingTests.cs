using TorchSharp;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Llm.Tests.Training;

/// <summary>A scene's whole sequence, trained at once, is what the engine computes of its parts one by one.</summary>
public sealed class SceneReadingTests : IDisposable
{
    private const int Scene = 10, Global = 4;
    private const double Tolerance = 1e-3;

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly LlamaModel model = LlamaWeights.ReadGguf(Nano.Model(GgufTensorType.F32));
    private readonly LlamaRuntime vocabulary = Nano.Tokenizer(Nano.Model(GgufTensorType.F32));
    private readonly Tensor scene, global, plan;

    public SceneReadingTests()
    {
        using Generator generator = new(6, CPU);
        Tensor Random(int count) => randn([1, count, Nano.Tiny.Width], generator: generator) * 0.4;
        (scene, global, plan) = (Random(Scene), Random(Global), Random(1)[0]);
        using var _ = no_grad();
        foreach (var (name, weight) in model.named_parameters())
        {
            // Untrained weights are so small that nothing would show.
            weight.copy_(name.Contains("norm", StringComparison.Ordinal) ? rand(weight.shape, generator: generator) + 0.5 : weight * 4);
        }
    }

    public void Dispose()
    {
        model.Dispose();
        vocabulary.Dispose();
        scope.Dispose();
    }

    [Theory]
    [InlineData(PrefixAttention.Causal)]
    [InlineData(PrefixAttention.Bidirectional)]
    public async Task Plan_scene_and_global_states_and_the_likeliest_tokens_are_the_engines(PrefixAttention attention)
    {
        var token = TestContext.Current.CancellationToken;
        PromptTokens tokens = new(vocabulary);
        TrainedTurn[] turns = [tokens.Turn("What is ahead?", "A car."), tokens.Turn("Is it moving?", "yes", "a town"), tokens.Turn("What is ahead?", "A car.") with { Blind = true }];
        using var weights = ones(model.Config.Vocabulary);
        SceneStates states;
        using (no_grad()) // over before the first await: it holds for the thread, and another one may go on
        {
            states = new SceneReading(model, new(weights)).Run([Sequence(tokens, attention, turns)], scene, global, plan);
        }

        var file = Nano.NewFile("reading.gguf");
        LlamaWeights.WriteGguf(model, file, "reading", SentencePieceVocabulary.From(GgufFile.Read(Nano.Model(GgufTensorType.F32))), GgufTensorType.F32);
        var runtime = LlamaRuntime.Load(file, new() { Sequences = 4, ContextPerSequence = 512, BatchRows = 256, Threads = 1, FullPrecisionCache = true }, null, token);
        await using LanguageEngine engine = new(runtime);
        VicunaPrompt prompt = new(engine.Info);
        using var prefix = await engine.OpenPrefixAsync(prompt.Prefix(Part(scene[0], keep: true)), attention, token);
        TensorAssert.Close(prefix.Hidden, Numbers(states.Scene), Tolerance, Tolerance, "H_o");
        var planned = await engine.EvaluateAsync(prefix, prompt.Plan(Part(plan), Part(global[0])), token);
        TensorAssert.Close(planned.Hidden.AsSpan(0, planned.Width).ToArray(), Numbers(states.Plan!), Tolerance, Tolerance, "h_r");
        TensorAssert.Close(planned.Hidden.AsSpan(planned.Width).ToArray(), Numbers(states.Global!), Tolerance, Tolerance, "H_g");

        // What is learnt of an answer's tokens is what the engine says of them, the scene there or not.
        using var blind = await engine.OpenPrefixAsync(prompt.Prefix(null), attention, token);
        var expected = 0.0;
        var count = 0;
        foreach (var turn in turns)
        {
            for (var i = turn.Asked; i < turn.Tokens.Length; i++, count++)
            {
                IReadOnlyList<PromptPart> before = [.. turn.Blind ? Array.Empty<PromptPart>() : [Part(global[0])], new TokensPart(turn.Tokens[..i])];
                var logits = (await engine.EvaluateAsync(turn.Blind ? blind : prefix, before, token)).LastLogits;
                expected -= logits[turn.Tokens[i]] - LogSum(logits);
            }
        }

        Assert.Equal(expected / count, states.Loss!.item<float>(), Tolerance);
    }

    [Fact]
    public void A_question_by_a_vector_is_what_it_is_alone_behind_the_scene()
    {
        PromptTokens tokens = new(vocabulary);
        using var weights = ones(model.Config.Vocabulary);
        using Generator generator = new(8, CPU);
        SceneReading reading = new(model, new(weights));
        using var noGradients = no_grad();
        var codes = randn([1, 3, Nano.Tiny.Width], generator: generator) * 0.4;
        var sequence = Sequence(tokens, PrefixAttention.Bidirectional, [tokens.Turn("What is ahead?", "A car.")]);
        var together = reading.Run([sequence with { Codes = 3 }], scene, global, plan, new(codes, 1));
        var first = reading.Run([sequence with { Turns = [], Codes = 1 }], scene, global, plan, new(codes.narrow(1, 0, 1), 1)).Codes!;
        TensorAssert.Close(together.Codes!.narrow(1, 0, 1), first, 1e-5, 1e-5, "code");
        TensorAssert.Close(together.Plan!, reading.Run([sequence], scene, global, plan).Plan!, 1e-5, 1e-5, "h_r");

        // What the words lead to, put in as a vector, leads where the words lead.
        var turn = sequence.Turns[0];
        var said = turn with { Tokens = turn.Tokens[..(turn.Asked + 1)] };
        SceneStates Said(CodedQuestions asked) => reading.Run([sequence with { Turns = [said], Codes = 1 }], scene, global, plan, asked);
        var thought = Said(new(codes.narrow(1, 0, 1), 1)).Thoughts!;
        Assert.Equal(Nano.Tiny.Layers, thought.Count); // before each block from the second on, and behind the last
        Assert.Equal([1, Nano.Tiny.Width], thought[0].Words.shape);
        TensorAssert.Close(thought[0].Codes, codes[0].narrow(0, 0, 1), 1e-6, 1e-6, "put in");
        var again = Said(new(thought[0].Words.unsqueeze(0), 1));
        TensorAssert.Close(again.Thoughts![^1].Words, thought[^1].Words, 1e-5, 1e-5, "words");
        TensorAssert.Close(again.Thoughts[0].Codes, again.Thoughts[0].Words, 1e-6, 1e-6, "understood");
        Assert.True((again.Codes! - first).abs().max().item<float>() > 1e-3);
    }

    [Fact]
    public void An_answer_is_exact_when_the_likeliest_tokens_are_all_its_own()
    {
        PromptTokens tokens = new(vocabulary);
        using var weights = ones(model.Config.Vocabulary);
        SceneReading reading = new(model, new(weights));
        using var noGradients = no_grad();
        var question = tokens.Turn("Is there a car?", "yes");
        int[] asked = question.Tokens[..question.Asked];
        var likeliest = Enumerable.Range(0, model.Config.Vocabulary).Single(id => Exact([.. asked, id]));
        Assert.True(Exact([.. asked, likeliest]));
        Assert.False(Exact([.. asked, likeliest, likeliest == 7 ? 8 : 7]) && Exact([.. asked, likeliest, likeliest == 9 ? 10 : 9]));

        bool Exact(int[] ids) => Assert.Single(reading.Run([Sequence(tokens, PrefixAttention.Bidirectional, [new(ids, asked.Length)], plans: false)], scene, global, null).Exact);
    }

    [Fact]
    public void A_turn_sends_gradient_to_the_scene_and_to_no_other_turn_and_a_blind_one_to_neither()
    {
        PromptTokens tokens = new(vocabulary);
        using var weights = ones(model.Config.Vocabulary);
        var seen = scene.detach().requires_grad_(true);
        var told = global.detach().requires_grad_(true);
        var turn = tokens.Turn("Is there a car?", "yes");
        SceneReading reading = new(model, new(weights));
        reading.Run([Sequence(tokens, PrefixAttention.Bidirectional, [turn, turn with { Weight = 0 }], plans: false)], seen, told, null).Loss!.backward();
        Assert.All(seen.grad!.abs().sum([-1])[0].data<float>().ToArray(), g => Assert.True(g > 0));
        Assert.All(told.grad!.abs().sum([-1])[0].data<float>().ToArray(), g => Assert.True(g > 0));
        seen.grad!.zero_();
        told.grad!.zero_();
        reading.Run([Sequence(tokens, PrefixAttention.Bidirectional, [turn with { Blind = true }], plans: false)], seen, told, null).Loss!.backward();
        Assert.Equal(0, seen.grad!.abs().max().item<float>());
        Assert.Equal(0, told.grad!.abs().max().item<float>());
    }

    private static SceneSequence Sequence(PromptTokens tokens, PrefixAttention attention, IReadOnlyList<TrainedTurn> turns, bool plans = true) => new()
    {
        Prefix = tokens.Prefix, SceneTokens = Scene, Attention = attention, GlobalTokens = Global, Turns = turns, PlanRequest = plans ? tokens.PlanRequest() : null,
    };

    private static EmbeddingPart Part(Tensor rows, bool keep = false) => new(Numbers(rows), (int)rows.shape[0], (int)rows.shape[1], keep);

    private static float[] Numbers(Tensor tensor) => tensor.contiguous().data<float>().ToArray();

    private static double LogSum(float[] logits)
    {
        double most = logits.Max();
        return most + Math.Log(logits.Sum(l => Math.Exp(l - most)));
    }
}
