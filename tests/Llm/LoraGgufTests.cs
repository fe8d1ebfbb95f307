using static TorchSharp.torch;

namespace VoxPilot.Llm.Tests;

public sealed class LoraGgufTests
{
    private const string Query = "blk.0.attn_q.weight";

    [Theory]
    [InlineData(GgufTensorType.F32, 0)]
    [InlineData(GgufTensorType.F16, 1e-3)]
    public void From_PEFT_to_GGUF_and_back_it_is_the_same_LoRA(GgufTensorType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using LoraAdapter made = new(Nano.Tiny, new() { Rank = 6, Alpha = 9, Targets = ["q_proj", "k_proj", "down_proj"] }, 2);
        foreach (var pair in made.Matrices.Values)
        {
            pair.B.copy_(randn(pair.B.shape));
        }

        string folder = Nano.NewFile("peft"), file = Nano.NewFile("lora.gguf");
        PeftFolder.Write(made, folder);
        using var peft = LoraAdapter.Read(folder, Nano.Tiny);
        LoraGguf.Write(file, Nano.Tiny, peft, type);
        LoraGguf.Check(file, Nano.Tiny);
        using var read = LoraAdapter.Read(file, Nano.Tiny);
        Assert.Equal((6, 9.0), (read.Config.Rank, read.Config.Alpha));
        Assert.Equal(made.Config.Targets, read.Config.Targets);
        Assert.Equal(made.Matrices.Keys, read.Matrices.Keys);
        foreach (var (path, pair) in made.Matrices)
        {
            Assert.InRange((pair.A - read.Matrices[path].A).abs().max().item<float>(), 0, tolerance);
            Assert.InRange((pair.B - read.Matrices[path].B).abs().max().item<float>(), 0, 5 * tolerance);
        }
    }

    [Fact]
    public void Layers_that_the_file_says_nothing_of_get_an_update_of_zero_and_without_alpha_it_counts_as_it_is()
    {
        using var scope = NewDisposeScope();
        var file = Write(alpha: null, tensors: Pair(Query));
        using var read = LoraGguf.Read(file, Nano.Tiny);
        Assert.Equal(1, read.Config.Scale);
        Assert.Equal(["q_proj"], read.Config.Targets);
        Assert.NotEqual(0, read.Matrices["model.layers.0.self_attn.q_proj"].Update().abs().max().item<float>());
        Assert.Equal(0, read.Matrices["model.layers.1.self_attn.q_proj"].Update().abs().max().item<float>());
    }

    [Fact]
    public void What_is_none_or_does_not_fit_is_refused_by_its_place()
    {
        var width = Nano.Tiny.Width;
        Refused("general.type is model", Nano.Model());
        Refused("no GGUF file", Written("not a GGUF"));
        Refused("general.architecture is gpt2", Write(architecture: "gpt2", tensors: Pair(Query)));
        Refused("adapter.type is missing", Write(kind: null, tensors: Pair(Query)));
        Refused("activated LoRA", Write(extra: ("adapter.alora.invocation_tokens", new uint[] { 1 }), tensors: Pair(Query)));
        Refused("adapter.lora.alpha is 8", Write(alpha: 8u, tensors: Pair(Query)));
        Refused("adapter.lora.alpha is NaN", Write(alpha: float.NaN, tensors: Pair(Query)));
        Refused("no matrices", Write());
        Refused("blk.2.attn_q.weight.lora_a is no LoRA's", Write(tensors: Pair("blk.2.attn_q.weight")));
        Refused("token_embd.weight.lora_a is no LoRA's", Write(tensors: Pair("token_embd.weight")));
        Refused($"{Query}.lora_b is missing", Write(tensors: Pair(Query)[..1]));
        Refused($"{Query}.lora_a is missing", Write(tensors: Pair(Query)[1..]));
        Refused($"lora_a has the shape (4, 64); (4, {width}) is expected", Write(tensors: [($"{Query}.lora_a", [4, 64], Numbers(4 * 64)), Pair(Query)[1]]));
        Refused($"lora_b has the shape ({width}, 8); ({width}, 4) is expected", Write(tensors: [Pair(Query)[0], ($"{Query}.lora_b", [width, 8], Numbers(width * 8))]));
        Refused("ffn_up.weight.lora_a has the shape (8, 128); (4, 128)", Write(tensors: [.. Pair(Query), .. Pair("blk.0.ffn_up.weight", rank: 8)]));
        Refused($"{Query}.lora_b holds numbers that are not finite", Write(tensors: [Pair(Query)[0], ($"{Query}.lora_b", [width, 4], [.. Numbers(width * 4 - 1), float.NaN])]));

        void Refused(string reason, string file)
        {
            Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => LoraGguf.Check(file, Nano.Tiny)).Message, StringComparison.Ordinal);
            Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => LoraGguf.Read(file, Nano.Tiny).Dispose()).Message, StringComparison.Ordinal);
        }
    }

    private static string Written(string text)
    {
        var file = Nano.NewFile("text.gguf");
        File.WriteAllText(file, text);
        return file;
    }

    private static string Write(
        string architecture = "llama", string? kind = "lora", object? alpha = null, (string Key, object Value)? extra = null, params (string Name, long[] Shape, float[] Values)[] tensors)
    {
        GgufWriter writer = new();
        writer.Add("general.type", "adapter");
        writer.Add("general.architecture", architecture);
        (string Key, object? Value)[] more = [("adapter.type", kind), ("adapter.lora.alpha", alpha), .. extra is { } e ? [(e.Key, (object?)e.Value)] : Array.Empty<(string, object?)>()];
        foreach (var (key, value) in more)
        {
            if (value is not null)
            {
                writer.Add(key, value);
            }
        }

        foreach (var (name, shape, values) in tensors)
        {
            writer.AddTensor(name, shape, GgufTensorType.F32, () => values);
        }

        var file = Nano.NewFile("lora.gguf");
        writer.Save(file);
        return file;
    }

    private static (string, long[], float[])[] Pair(string weight, int rank = 4)
    {
        var shape = LlamaGguf.Tensors(Nano.Tiny).FirstOrDefault(t => t.Name == weight)?.Shape ?? [Nano.Tiny.Width, Nano.Tiny.Width];
        return [($"{weight}.lora_a", [rank, shape[1]], Numbers(rank * shape[1])), ($"{weight}.lora_b", [shape[0], rank], Numbers(shape[0] * rank))];
    }

    private static float[] Numbers(long count) => [.. Enumerable.Range(1, (int)count).Select(i => 0.01f * (i % 17 - 8))];
}
