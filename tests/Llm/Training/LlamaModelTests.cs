using TorchSharp;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Llm.Tests.Training;

public sealed class LlamaModelTests : IDisposable
{
    private static readonly LanguageConfig config = new() { Width = 48, Layers = 3, Heads = 6, KvHeads = 2, Ffn = 96, Vocabulary = 90, Context = 64 };

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Computed_twice_instead_of_kept_the_gradients_are_the_same()
    {
        using var model = Made();
        using var lora = Lora();
        lora.Attach(model);
        var (loss, expected) = Gradients(model, lora);
        model.Checkpointed = true;
        var (again, actual) = Gradients(model, lora);
        Assert.Equal(loss, again, 5);
        Assert.All(expected, pair => TensorAssert.Close(actual[pair.Key], pair.Value, 1e-6, 1e-4, pair.Key));
        Assert.Contains(expected, pair => pair.Key.EndsWith("lora_A", StringComparison.Ordinal) && pair.Value.Any(v => v != 0));
    }

    [Fact]
    public void What_dropout_draws_is_drawn_again_alike()
    {
        using var model = Made();
        using var lora = Lora(dropout: 0.3);
        lora.Attach(model);
        model.Checkpointed = true;
        var (loss, gradients) = Gradients(model, lora);
        var (name, weight) = lora.named_parameters().First(p => p.name.EndsWith("lora_B", StringComparison.Ordinal));
        var along = tensor(gradients[name], weight.shape);
        var slope = along.square().sum().item<float>();
        var step = 0.003 * loss / slope;
        Assert.Equal(slope, (At(step) - At(-step)) / (2 * step), 0.03 * slope);

        double At(double distance)
        {
            using (no_grad())
            {
                weight.add_(along * distance);
            }

            var there = Gradients(model, lora).Loss;
            using (no_grad())
            {
                weight.sub_(along * distance);
            }

            return there;
        }
    }

    [Fact]
    public void Conversations_packed_behind_one_prefix_are_what_each_is_alone()
    {
        using var model = Made();
        using var _ = no_grad();
        using Generator generator = new(3, CPU);
        const int prefix = 7;
        int[] lengths = [5, 9, 4];
        var scene = randn([1, prefix, config.Width], generator: generator) * 0.3;
        Tensor[] texts = [.. lengths.Select(n => model.Embed(randint(config.Vocabulary, [1, n], dtype: ScalarType.Int64, generator: generator)))];
        foreach (var attention in (PrefixAttention[])[PrefixAttention.Causal, PrefixAttention.Bidirectional])
        {
            var length = prefix + lengths.Sum() + 3; // three places of padding
            var packed = model.forward(cat([scene, .. texts, zeros(1, 3, config.Width)], 1), AttentionPlan.Tree([new(prefix, -1, attention == PrefixAttention.Bidirectional), .. lengths.Select(n => new AttentionSegment(n, 0))], length));
            var at = prefix;
            for (var i = 0; i < texts.Length; i++)
            {
                var alone = model.forward(cat([scene, texts[i]], 1), AttentionPlan.Of(1, prefix + lengths[i], prefix, attention));
                Close(packed.narrow(1, at, lengths[i]), alone.narrow(1, prefix, lengths[i]), 1e-5);
                Close(packed.narrow(1, 0, prefix), alone.narrow(1, 0, prefix), 1e-5);
                at += lengths[i];
            }
        }
    }

    [Fact]
    public void A_conversation_sends_no_gradient_into_another_nor_into_what_follows_it()
    {
        using var model = Made();
        var embeddings = (randn(1, 16, config.Width) * 0.3).requires_grad_(true);
        var hidden = model.forward(embeddings, AttentionPlan.Tree([new(4), new(6, 0), new(6, 0)], 16));
        hidden[0, 7].square().sum().backward(); // the fourth token of the first conversation
        var touched = embeddings.grad!.abs().sum([-1])[0].data<float>().ToArray();
        Assert.All(touched[..8], g => Assert.True(g > 0));
        Assert.All(touched[8..], g => Assert.Equal(0, g));
    }

    [Theory]
    [InlineData(WeightStorage.BFloat16, 0.06)]
    [InlineData(WeightStorage.EightBit, 0.06)]
    public void Half_and_eight_bit_weights_give_nearly_the_same_and_a_LoRA_over_them_learns(WeightStorage storage, double tolerance)
    {
        using var model = Made();
        var folder = Folder();
        LlamaWeights.WriteHuggingFace(model, folder);
        using var small = LlamaWeights.ReadHuggingFace(folder, storage);
        using var lora = Lora();
        lora.Attach(small);
        var (_, gradients) = Gradients(small, lora);
        Assert.Contains(gradients, pair => pair.Key.EndsWith("lora_B", StringComparison.Ordinal) && pair.Value.Any(v => v != 0));
        LoraAdapter.Detach(small);
        using var _2 = no_grad();
        var tokens = Tokens(12);
        var expected = model.Logits(model.forward(model.Embed(tokens), AttentionPlan.Of(1, 12)));
        var actual = small.Logits(small.forward(small.Embed(tokens), AttentionPlan.Of(1, 12)));
        var worst = ((actual - expected).abs().max() / expected.abs().max()).item<float>();
        Assert.InRange(worst, 1e-6, tolerance);
    }

    [Fact]
    public void Weights_come_back_from_GGUF_from_one_file_from_shards_and_from_a_tied_embedding()
    {
        using var model = Made();
        var gguf = Nano.NewFile("trained.gguf");
        LlamaWeights.WriteGguf(model, gguf, "trained", null, GgufTensorType.F32);
        using var served = LlamaWeights.ReadGguf(gguf);
        Same(model, served);

        var folder = Folder();
        LlamaWeights.WriteHuggingFace(model, folder);
        using var whole = LlamaWeights.ReadHuggingFace(folder);
        Same(model, whole);

        var all = Safetensors.Load(Path.Combine(folder, "model.safetensors"));
        var halves = all.Index().GroupBy(t => t.Index % 2 == 0 ? "a.safetensors" : "b.safetensors").ToArray();
        foreach (var half in halves)
        {
            Safetensors.Save(Path.Combine(folder, half.Key), half.Select(t => t.Item));
        }

        File.Delete(Path.Combine(folder, "model.safetensors"));
        var map = string.Join(", ", halves.SelectMany(half => half.Select(t => $"\"{t.Item.Key}\": \"{half.Key}\"")));
        File.WriteAllText(Path.Combine(folder, "model.safetensors.index.json"), $$"""{ "weight_map": { {{map}} } }""");
        using var sharded = LlamaWeights.ReadHuggingFace(folder);
        Same(model, sharded);

        var path = Path.Combine(folder, "config.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"tie_word_embeddings\": false", "\"tie_word_embeddings\": true", StringComparison.Ordinal));
        using var tied = LlamaWeights.ReadHuggingFace(folder);
        Assert.Equal(Floats(tied.Embed(arange(config.Vocabulary))), Floats(LlamaWeights.Values(tied, LlamaGguf.Tensors(config)[^1])));
    }

    [Fact]
    public void A_LoRA_comes_back_from_PEFTs_folder()
    {
        using var lora = Lora(dropout: 0.1);
        var folder = Folder();
        PeftFolder.Write(lora, folder);
        using var again = PeftFolder.Read(folder, config);
        Assert.Equivalent(lora.Config, again.Config);
        Assert.Equal(lora.Matrices.Keys, again.Matrices.Keys);
        Assert.All(lora.Matrices, m => Assert.Equal(Floats(m.Value.Update()), Floats(again.Matrices[m.Key].Update())));
    }

    [Theory]
    [InlineData("\"use_dora\": false", "\"use_dora\": true", "DoRA")]
    [InlineData("\"r\": 4", "\"r\": 5", "shape")]
    [InlineData("\"q_proj\"", "\"lm_head\"", "lm_head")]
    [InlineData("\"v_proj\"", "\"up_proj\"", "v_proj")]
    [InlineData("\"bias\": \"none\"", "\"bias\": \"all\"", "bias")]
    public void A_LoRA_of_another_kind_or_size_is_refused(string there, string instead, string said)
    {
        using var lora = new LoraAdapter(config, new() { Rank = 4, Alpha = 8, Targets = ["q_proj", "v_proj"] });
        var folder = Folder();
        PeftFolder.Write(lora, folder);
        var path = Path.Combine(folder, "adapter_config.json");
        var text = File.ReadAllText(path);
        Assert.Contains(there, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(there, instead, StringComparison.Ordinal));
        Assert.Contains(said, Assert.Throws<InvalidDataException>(() => PeftFolder.Read(folder, config)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"model_type\": \"llama\"", "\"model_type\": \"mistral\"", "mistral")]
    [InlineData("\"hidden_size\": 48", "\"hidden_size\": 96", "shape")]
    [InlineData("\"num_hidden_layers\": 3", "\"num_hidden_layers\": 4", "layers.3")]
    [InlineData("\"rope_theta\"", "\"rope_scaling\": { \"factor\": 2 }, \"rope_theta\"", "rope_scaling")]
    [InlineData("\"hidden_size\": 48,", "", "hidden_size")]
    public void A_model_that_is_no_such_Llama_is_refused(string there, string instead, string said)
    {
        using var model = Made();
        var folder = Folder();
        LlamaWeights.WriteHuggingFace(model, folder);
        var path = Path.Combine(folder, "config.json");
        var text = File.ReadAllText(path);
        Assert.Contains(there, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(there, instead, StringComparison.Ordinal));
        Assert.Contains(said, Assert.Throws<InvalidDataException>(() => LlamaWeights.ReadHuggingFace(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_weigh_more_than_words_and_what_is_not_asked_for_nothing()
    {
        var logits = randn(4, 5);
        var weights = tensor([1f, 3, 1, 1, 3]);
        Tensor labels = tensor(new long[] { 1, -100, 2, 4 });
        var each = Plainly.Each(logits, [1, 0, 2, 4]);
        var expected = (3 * each[0] + each[2] + 3 * each[3]) / 7;
        Assert.Equal(expected, new LanguageLoss(weights).Of(logits, labels).item<float>(), 5);
        Assert.Equal(0, new LanguageLoss(weights).Of(logits, full([4], -100L, dtype: ScalarType.Int64)).item<float>());
    }

    private static (float Loss, Dictionary<string, float[]> Gradients) Gradients(LlamaModel model, LoraAdapter lora)
    {
        model.train();
        lora.train();
        foreach (var weight in model.parameters().Concat(lora.parameters()))
        {
            weight.grad?.zero_();
        }

        manual_seed(8);
        var loss = model.forward(model.Embed(Tokens(12)), AttentionPlan.Of(1, 12, 4, PrefixAttention.Bidirectional)).square().mean();
        loss.backward();
        return (loss.item<float>(), model.named_parameters().Concat(lora.named_parameters()).Where(p => p.parameter.grad is not null).ToDictionary(p => p.name, p => Floats(p.parameter.grad!)));
    }

    private static LlamaModel Made()
    {
        LlamaModel model = new(config);
        using var _ = no_grad();
        using Generator generator = new(5, CPU);
        foreach (var (name, weight) in model.named_parameters())
        {
            weight.copy_(name.Contains("norm", StringComparison.Ordinal) ? rand(weight.shape, generator: generator) + 0.5 : randn(weight.shape, generator: generator) * 0.15);
        }

        return model;
    }

    // B is not zero, so that it acts.
    private static LoraAdapter Lora(double dropout = 0)
    {
        LoraAdapter lora = new(config, new() { Rank = 4, Alpha = 8, Dropout = dropout, Targets = ["q_proj", "o_proj", "up_proj"] }, 9);
        using var _ = no_grad();
        foreach (var pair in lora.Matrices.Values)
        {
            pair.B.copy_(randn(pair.B.shape) * 0.1);
        }

        return lora;
    }

    private static Tensor Tokens(int count) => (arange(count, dtype: ScalarType.Int64) * 7 % config.Vocabulary).unsqueeze(0);

    private static string Folder() => Directory.CreateDirectory(Nano.NewFile($"llama-{Guid.NewGuid():N}")).FullName;

    private static float[] Floats(Tensor tensor) => tensor.detach().to_type(ScalarType.Float32).contiguous().data<float>().ToArray();

    private static void Close(Tensor actual, Tensor expected, double tolerance) => TensorAssert.Close(Floats(actual), Floats(expected), tolerance, tolerance, "hidden");

    private static void Same(LlamaModel expected, LlamaModel actual)
    {
        Assert.Equal(expected.Config, actual.Config);
        var others = actual.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        Assert.All(expected.named_parameters(), p => Assert.Equal(Floats(p.parameter), Floats(others[p.name])));
    }

    private static class Plainly
    {
        // -log softmax at the label of each row, plainly
        public static float[] Each(Tensor logits, int[] labels) => [.. labels.Select((label, row) =>
        {
            var values = Floats(logits[row]);
            return (float)(Math.Log(values.Sum(v => Math.Exp(v))) - values[label]);
        })];
    }
}
