using TorchSharp;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Llm.Tests.Training;

/// <summary>What the trainable Llama computes, llama.cpp computes on its export: logits and hidden states, F32 everything.</summary>
public sealed class ServedEqualsTrainedTests : IDisposable
{
    private const int Prefix = 12;
    private const double Tolerance = 1e-3;

    private static readonly int[] text = [5, 71, 300, 12, 9, 1400, 33, 8];

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly LlamaModel trained = LlamaWeights.ReadGguf(Nano.Model(GgufTensorType.F32));
    private readonly Tensor visual;

    public ServedEqualsTrainedTests()
    {
        using Generator generator = new(6, CPU);
        visual = randn([1, Prefix, Nano.Tiny.Width], generator: generator) * 0.4;
        using var _ = no_grad();
        foreach (var (name, weight) in trained.named_parameters())
        {
            // Untrained weights are so small that nothing would show.
            weight.copy_(name.Contains("norm", StringComparison.Ordinal) ? rand(weight.shape, generator: generator) + 0.5 : weight * 4);
        }
    }

    public void Dispose()
    {
        trained.Dispose();
        scope.Dispose();
    }

    [Theory]
    [InlineData(PrefixAttention.Causal, false)]
    [InlineData(PrefixAttention.Bidirectional, false)]
    [InlineData(PrefixAttention.Causal, true)]
    [InlineData(PrefixAttention.Bidirectional, true)]
    public void With_a_visual_prefix_and_with_an_adapter_beside_or_fused(PrefixAttention attention, bool adapted)
    {
        using var lora = new LoraAdapter(trained.Config, new() { Rank = 8, Alpha = 16 }, 3);
        using var _ = no_grad();
        foreach (var pair in lora.Matrices.Values)
        {
            pair.B.copy_(randn(pair.B.shape) * 0.05);
        }

        var model = Nano.NewFile("served.gguf");
        LlamaWeights.WriteGguf(trained, model, "served", null, GgufTensorType.F32);
        var plain = States();
        if (!adapted)
        {
            Compare(model, null, plain);
            return;
        }

        lora.Attach(trained);
        var expected = States();
        Assert.True((expected.Logits - plain.Logits).abs().max().item<float>() > 20 * Tolerance, "the adapter does nothing");
        var adapter = Nano.NewFile("served-adapter.gguf");
        LoraGguf.Write(adapter, trained.Config, lora);
        Compare(model, adapter, expected);

        lora.Fuse(trained);
        var fused = Nano.NewFile("served-fused.gguf");
        LlamaWeights.WriteGguf(trained, fused, "fused", null, GgufTensorType.F32);
        Compare(fused, null, expected);

        (Tensor Hidden, Tensor Logits) States()
        {
            var embeddings = cat([visual, trained.Embed(tensor(text.Select(t => (long)t).ToArray()).unsqueeze(0))], 1);
            var hidden = trained.forward(embeddings, AttentionPlan.Of(1, Prefix + text.Length, Prefix, attention));
            return (hidden, trained.Logits(hidden));
        }

        void Compare(string path, string? adapterPath, (Tensor Hidden, Tensor Logits) states)
        {
            using var runtime = LlamaRuntime.Load(path, new LanguageRuntimeOptions { Sequences = 1, ContextPerSequence = 64, BatchRows = 64, Threads = 1, FullPrecisionCache = true }, null, TestContext.Current.CancellationToken);
            if (adapterPath is not null)
            {
                runtime.UseAdapter(runtime.LoadAdapter(adapterPath), 1);
            }

            LanguageBatch prefix = new(Prefix, trained.Config.Width);
            for (var i = 0; i < Prefix; i++)
            {
                prefix.Add(visual[0, i].data<float>().ToArray(), i, 0);
            }

            runtime.Decode(prefix, causal: attention == PrefixAttention.Causal);
            Rows(0, Prefix);
            LanguageBatch tokens = new(text.Length, trained.Config.Width);
            foreach (var token in text)
            {
                tokens.Add(token, Prefix + tokens.Count, 0);
            }

            runtime.Decode(tokens, causal: true);
            Rows(Prefix, text.Length);

            void Rows(int from, int count)
            {
                for (var row = 0; row < count; row++)
                {
                    TensorAssert.Close(runtime.Hidden(row), states.Hidden[0, from + row].data<float>().ToArray(), Tolerance, Tolerance, $"hidden {from + row}");
                    TensorAssert.Close(runtime.Logits(row), states.Logits[0, from + row].data<float>().ToArray(), Tolerance, Tolerance, $"logits {from + row}");
                }
            }
        }
    }
}
