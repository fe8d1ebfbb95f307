using System.Runtime.InteropServices;
using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;
using VoxPilot.Core;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Interaction;

/// <summary>Local attention against Motion Transformer (golden/local_attention), by the kernel and by operators of tensors.</summary>
[Trait("Category", "Golden")]
public sealed class LocalAttentionGoldenTests
{
    public static TheoryData<GoldenCase> Attention() => GoldenCases.Folders("local_attention", "mha_*");

    public static TheoryData<GoldenCase> Encoder() => GoldenCases.Folders("local_attention", "encoder_post_norm_*");

    [Theory]
    [MemberData(nameof(Attention))]
    public void Attention_and_its_gradients(GoldenCase golden)
    {
        foreach (string call in (string[])["plain", "masked"])
        {
            foreach (ScalarType type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64]) // the kernel; operators of tensors
            {
                using DisposeScope scope = NewDisposeScope();
                JsonElement config = golden.Meta().GetProperty("config");
                Dictionary<string, Tensor> given = golden.Tensors("inputs.safetensors"), outputs = golden.Tensors("outputs.safetensors"), gradients = golden.Tensors("gradients.safetensors");
                using LocalAttention attention = new(config.GetProperty("embed_dim").GetInt32(), config.GetProperty("heads").GetInt32(), 0);
                attention.load_state_dict(Own(golden.Tensors("weights.safetensors"), ""));
                attention.to(type);
                attention.eval();
                Tensor Leaf(string name) => given[name].to_type(type).unsqueeze(0).detach().requires_grad_();
                Tensor query = Leaf("query"), key = Leaf("key"), value = Leaf("value"), relative = Leaf("relative_atten_weights"); // (1, Q, C), (1, K, C), (1, Q, N, H)

                // One list of keys for all batches: places count from the first key of all.
                int[] counts = given["key_batch_cnt"].data<int>().ToArray(), batches = given["index_pair_batch"].data<int>().ToArray();
                int[] firsts = [.. counts.Select((_, b) => counts.Take(b).Sum())];
                Tensor pairs = given["index_pair"], first = tensor([.. batches.Select(b => firsts[b])], [batches.Length, 1]);
                Tensor neighbours = where(pairs.lt(0), pairs, pairs + first).to_type(ScalarType.Int32);
                neighbours = call == "masked" ? neighbours.masked_fill(given["attn_mask"].to_type(ScalarType.Bool), -1) : neighbours;
                Tensor? bias = call == "masked" ? relative.transpose(2, 3) : null;                // (1, Q, H, N)

                Tensor attended = attention.forward(query, attention.Keys(key), attention.Values(value), neighbours.unsqueeze(0), bias);
                Close(golden, attended.squeeze(0), outputs[call + ".out"], call + ".out");
                (attended.squeeze(0) * given["cot_" + call]).sum().backward();
                Close(golden, query.grad!.squeeze(0), gradients[call + ".query"], call + ".query");
                Close(golden, key.grad!.squeeze(0), gradients[call + ".key"], call + ".key");
                Close(golden, value.grad!.squeeze(0), gradients[call + ".value"], call + ".value");
                if (bias is not null)
                {
                    Close(golden, relative.grad!.squeeze(0), gradients[call + ".relative"], call + ".relative");
                }
                Dictionary<string, Tensor> parameters = attention.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
                foreach ((string name, Tensor expected) in Own(gradients, call + ".param."))
                {
                    Close(golden, parameters[name].grad!, expected, $"{call} {name}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Encoder))]
    public void Two_encoder_layers_with_neighbours_found_among_themselves(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement config = golden.Meta().GetProperty("config");
        int width = config.GetProperty("d_model").GetInt32(), neighbours = config.GetProperty("neighbours").GetInt32(), layers = config.GetProperty("layers").GetInt32();
        Dictionary<string, Tensor> given = golden.Tensors("inputs.safetensors"), outputs = golden.Tensors("outputs.safetensors");
        Dictionary<string, Tensor> weights = golden.Tensors("weights.safetensors"), gradients = golden.Tensors("gradients.safetensors");
        Tensor x = given["x"].requires_grad_(), mask = given["mask"].ne(0);
        Layer[] stack = [.. Enumerable.Range(0, layers).Select(l => new Layer(config, weights, l))];

        NeighbourSearch search = new(new GridSpec(new(-50, -50, -5), 0.5, 200, 200, 20));
        List<int> listed = [];
        Tensor sum = zeros(1);
        for (int b = 0; b < x.shape[0]; b++)
        {
            Tensor valid = mask[b].nonzero().squeeze(1);                                         // (Q)
            Tensor places = given["pos"][b].index_select(0, valid);                              // (Q, 3)
            int[] found = new int[valid.shape[0] * neighbours];
            search.Load(Golden.Floats(places));
            search.Find(Golden.Floats(places), neighbours, found);
            listed.AddRange(found);

            Tensor y = x[b].index_select(0, valid).unsqueeze(0), code = SinePosition(places, width).unsqueeze(0);
            foreach (Layer layer in stack)
            {
                y = layer.Forward(y, code, tensor(found, [1, valid.shape[0], neighbours]));
            }
            Close(golden, y.squeeze(0), outputs["out"][b].index_select(0, valid), $"out of sample {b}");
            sum = sum + (y.squeeze(0) * given["cot"][b].index_select(0, valid)).sum();
        }
        Assert.Equal(MemoryMarshal.Cast<byte, int>(outputs["index_pair"].bytes).ToArray(), listed);
        sum.backward();
        Close(golden, x.grad!, gradients["x"], "x");
        for (int l = 0; l < layers; l++)
        {
            Dictionary<string, Tensor> parameters = stack[l].named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
            foreach ((string name, Tensor expected) in Layer.Names(gradients, $"param.self_attn_layers.{l}."))
            {
                Close(golden, parameters[name].grad!, expected, $"layer {l} {name}");
            }
        }
    }

    // 2π x, then 2π y over 10000^(2⌊i/2⌋ / half), sine and cosine in turn; y comes first.
    private static Tensor SinePosition(Tensor places, int width)
    {
        int half = width / 2;
        float[] periods = [.. Enumerable.Range(0, half).Select(i => MathF.Pow(10000, 2 * (i / 2) / (float)half))];
        Tensor[] codes = [.. new[] { 1, 0 }.Select(axis =>
        {
            Tensor phase = places.narrow(1, axis, 1) * (2 * Math.PI) / tensor(periods);          // (Q, half)
            Tensor pairs = phase.view(-1, half / 2, 2);
            return stack([pairs.select(2, 0).sin(), pairs.select(2, 1).cos()], 2).flatten(1);
        })];
        return cat(codes, 1);
    }

    // Joint projections of upstream, split.
    private static Dictionary<string, Tensor> Own(Dictionary<string, Tensor> upstream, string prefix)
    {
        Dictionary<string, Tensor> own = [];
        foreach ((string kind, Tensor joint) in (IEnumerable<(string, Tensor)>)[("weight", upstream[prefix + "in_proj_weight"]), ("bias", upstream[prefix + "in_proj_bias"])])
        {
            Tensor[] parts = joint.chunk(3, 0);
            (own[$"query.{kind}"], own[$"key.{kind}"], own[$"value.{kind}"]) = (parts[0], parts[1], parts[2]);
            own[$"output.{kind}"] = upstream[$"{prefix}out_proj.{kind}"];
        }
        return own;
    }

    private static void Close(GoldenCase golden, Tensor actual, Tensor expected, string name)
    {
        JsonElement tolerance = golden.Meta().GetProperty("tolerance");
        Assert.Equal(expected.shape, actual.shape);
        TensorAssert.Close(
            Golden.Floats(actual), Golden.Floats(expected), tolerance.GetProperty("atol").GetDouble(), tolerance.GetProperty("rtol").GetDouble(), name, expected.shape);
    }

    /// <summary>x = LN(x + attention(x + code)), x = LN(x + FFN(x)).</summary>
    private sealed class Layer : nn.Module
    {
        private readonly LocalAttention attention;
        private readonly FeedForward ffn;
        private readonly LayerNorm norm1;
        private readonly LayerNorm norm2;

        public Layer(JsonElement config, Dictionary<string, Tensor> weights, int index) : base(nameof(Layer))
        {
            int width = config.GetProperty("d_model").GetInt32();
            attention = new(width, config.GetProperty("heads").GetInt32(), 0);
            ffn = new(width, config.GetProperty("feed_forward").GetInt32(), 0);
            (norm1, norm2) = (nn.LayerNorm(width), nn.LayerNorm(width));
            register_module("attention", attention);
            register_module("ffn", ffn);
            register_module("norm1", norm1);
            register_module("norm2", norm2);
            load_state_dict(Names(weights, $"self_attn_layers.{index}."));
            eval();
        }

        public Tensor Forward(Tensor x, Tensor code, Tensor neighbours)
        {
            Tensor y = norm1.forward(x + attention.forward(x + code, attention.Keys(x + code), attention.Values(x), neighbours));
            return norm2.forward(y + ffn.forward(y));
        }

        public static Dictionary<string, Tensor> Names(Dictionary<string, Tensor> upstream, string prefix)
        {
            Dictionary<string, Tensor> own = Own(upstream, prefix + "self_attn.").ToDictionary(pair => "attention." + pair.Key, pair => pair.Value);
            foreach ((string name, string theirs) in (IEnumerable<(string, string)>)[("ffn.expand", "linear1"), ("ffn.contract", "linear2"), ("norm1", "norm1"), ("norm2", "norm2")])
            {
                (own[name + ".weight"], own[name + ".bias"]) = (upstream[$"{prefix}{theirs}.weight"], upstream[$"{prefix}{theirs}.bias"]);
            }
            return own;
        }
    }
}
