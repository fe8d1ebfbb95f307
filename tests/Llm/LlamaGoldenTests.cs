using TorchSharp;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Llm.Tests;

/// <summary>llama.cpp on a GGUF that this project wrote gives what Hugging Face's Llama gives on the weights it was written from.</summary>
[Trait("Category", "Golden")]
public sealed class LlamaGoldenTests
{
    public static TheoryData<GoldenCase> Cases() => GoldenCases.Folders("llama");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Logits_and_hidden_states_are_upstreams_also_after_a_bidirectional_prefix(GoldenCase golden)
    {
        using var model = new GoldenLlama(golden);
        model.Compare("base.logits", $"base.hidden_states.{model.Config.Layers}", causal: true);
        if (model.Has("bidirectional_prefix.logits"))
        {
            model.Compare("bidirectional_prefix.logits", "bidirectional_prefix.last_hidden", causal: false);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_adapter_gives_upstreams_logits_and_is_gone_when_it_is_not_used(GoldenCase golden)
    {
        using var model = new GoldenLlama(golden);
        var adapter = model.Runtime.LoadAdapter(model.WriteAdapter());
        model.Runtime.UseAdapter(adapter, 1);
        model.Compare("lora.logits", "lora.last_hidden", causal: true);
        model.Runtime.UseAdapter(null, 0);
        model.Compare("base.logits", null, causal: true);
        model.Runtime.UnloadAdapter(adapter);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Greedy_decoding_chooses_upstreams_tokens(GoldenCase golden)
    {
        using var model = new GoldenLlama(golden);
        model.CompareGenerated();
    }

    private sealed class GoldenLlama : IDisposable
    {
        private readonly DisposeScope _scope = NewDisposeScope();
        private readonly Dictionary<string, Tensor> _inputs;
        private readonly Dictionary<string, Tensor> _outputs;
        private readonly double _atol;
        private readonly double _rtol;
        private readonly int _prefix;
        private readonly Dictionary<string, Tensor> _adapter;
        private readonly int _rank;
        private readonly float _alpha;

        public GoldenLlama(GoldenCase golden)
        {
            var meta = golden.Meta();
            var config = meta.GetProperty("config");
            Config = new LanguageConfig
            {
                Width = Number("hidden_size"), Layers = Number("num_hidden_layers"), Heads = Number("num_attention_heads"), KvHeads = Number("num_key_value_heads"),
                Ffn = Number("intermediate_size"), Vocabulary = Number("vocab_size"), Context = 128, NormEpsilon = config.GetProperty("rms_norm_eps").GetSingle(), RopeBase = config.GetProperty("rope_theta").GetSingle(),
            };
            _prefix = Number("visual_prefix");
            var tolerance = meta.GetProperty("tolerance").GetProperty("forward");
            (_atol, _rtol) = (tolerance.GetProperty("atol").GetDouble(), tolerance.GetProperty("rtol").GetDouble());
            _inputs = Safetensors.Load(golden.File("inputs.safetensors"));
            _outputs = Safetensors.Load(golden.File("outputs.safetensors"));
            _adapter = Safetensors.Load(golden.File("adapter/adapter_model.safetensors"));
            var adapterConfig = golden.ReadJson("adapter/adapter_config.json");
            (_rank, _alpha) = (adapterConfig.GetProperty("r").GetInt32(), adapterConfig.GetProperty("lora_alpha").GetSingle());
            var weights = GoldenWeights.Base(golden);
            var path = Nano.NewFile("golden.gguf");
            LlamaGguf.Write(path, golden.Name, Config, null, GgufTensorType.F32, t => weights[t.HuggingFaceName].data<float>().ToArray());
            Runtime = LlamaRuntime.Load(path, new LanguageRuntimeOptions { Sequences = 2, ContextPerSequence = 128, BatchRows = 64, Threads = 1, FullPrecisionCache = true }, null, TestContext.Current.CancellationToken);

            int Number(string name) => config.GetProperty(name).GetInt32();
        }

        public LanguageConfig Config { get; }

        public LlamaRuntime Runtime { get; }

        public bool Has(string output) => _outputs.ContainsKey(output);

        public void Compare(string logits, string? hidden, bool causal)
        {
            var ids = _inputs["input_ids"];
            for (var sample = 0; sample < ids.shape[0]; sample++)
            {
                Runtime.Truncate(0, 0);
                var count = (int)_inputs["attention_mask"][sample].sum().item<long>() - _prefix;
                var place = 0;
                if (_prefix > 0)
                {
                    DecodePrefix(sample, causal);
                    Check(_prefix);
                }

                DecodeTokens([.. Row(ids[sample]).Take(count)], _prefix);
                Check(count);

                void Check(int rows)
                {
                    for (var row = 0; row < rows; row++, place++)
                    {
                        TensorAssert.Close(Runtime.Logits(row), _outputs[logits][sample, place].data<float>().ToArray(), _atol, _rtol, $"{logits}[{sample}, {place}]");
                        if (hidden is not null)
                        {
                            TensorAssert.Close(Runtime.Hidden(row), _outputs[hidden][sample, place].data<float>().ToArray(), _atol, _rtol, $"{hidden}[{sample}, {place}]");
                        }
                    }
                }
            }
        }

        public void CompareGenerated()
        {
            if (_prefix > 0)
            {
                DecodePrefix(0, causal: true);
            }

            var prompt = Row(_inputs["input_ids"][0]).Take(8).ToArray();
            DecodeTokens(prompt, _prefix);
            var row = prompt.Length - 1;
            var expected = Row(_outputs["generate.new_tokens"][0]);
            for (var step = 0; step < expected.Length; step++)
            {
                TensorAssert.Close(Runtime.Logits(row), _outputs["generate.logits"][step].data<float>().ToArray(), _atol, _rtol, $"generate.logits[{step}]");
                var token = new Sampling.TokenSampler(new GenerationOptions()).Next(Runtime.Logits(row));
                Assert.Equal(expected[step], token);
                DecodeTokens([token], _prefix + prompt.Length + step);
                row = 0;
            }
        }

        public string WriteAdapter()
        {
            var path = Nano.NewFile("adapter.gguf");
            LoraGguf.Write(path, Config, _rank, _alpha, tensor => Adapted(tensor.HuggingFaceName) is var (a, b) ? (a.data<float>().ToArray(), b.data<float>().ToArray()) : null);
            return path;
        }

        public void Dispose()
        {
            Runtime.Dispose();
            _scope.Dispose();
        }

        private (Tensor A, Tensor B)? Adapted(string weight)
        {
            var name = "base_model.model." + weight[..^".weight".Length];
            return _adapter.TryGetValue(name + ".lora_A.weight", out var a) ? (a, _adapter[name + ".lora_B.weight"]) : null;
        }

        private static int[] Row(Tensor ids) => [.. ids.data<long>().ToArray().Select(id => (int)id)];

        private void DecodePrefix(int sample, bool causal)
        {
            var batch = new LanguageBatch(_prefix, Config.Width);
            var values = _inputs["visual_embeds"][sample].data<float>().ToArray();
            for (var i = 0; i < _prefix; i++)
            {
                batch.Add(values.AsSpan(i * Config.Width, Config.Width), i, 0);
            }

            Runtime.Decode(batch, causal);
        }

        private void DecodeTokens(int[] tokens, int position)
        {
            var batch = new LanguageBatch(tokens.Length, Config.Width);
            foreach (var token in tokens)
            {
                batch.Add(token, position + batch.Count, 0);
            }

            Runtime.Decode(batch, causal: true);
        }
    }
}
