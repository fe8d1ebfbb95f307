using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Llm.Tests.Import;

/// <summary>What llama.cpp serves of a fused GGUF is what it serves of the base with the adapter beside it.</summary>
public sealed class LoraFusionTests
{
    private const double Tolerance = 1e-3;

    private static readonly int[] text = [1, 71, 300, 12, 9, 1400, 33, 8];

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(false, -0.5)]
    public void Fused_equals_unfused(bool peft, float scale)
    {
        using var lora = Lora(Nano.Tiny, LoraConfig.AllProjections);
        string beside = Nano.NewFile("beside.gguf"), folder = Nano.NewFile("peft"), fused = Nano.NewFile("fused.gguf");
        LoraGguf.Write(beside, Nano.Tiny, lora);
        PeftFolder.Write(lora, folder);
        LoraFusion.Run(Nano.Model(), peft ? folder : beside, fused, scale: scale);

        var plain = Logits(Nano.Model());
        var expected = Logits(Nano.Model(), beside, scale);
        Assert.True(plain.Zip(expected, (a, b) => Math.Abs(a - b)).Max() > 20 * Tolerance, "the adapter does nothing");
        TensorAssert.Close(Logits(fused), expected, Tolerance, Tolerance, "logits");
    }

    [Theory]
    [InlineData("F32")]
    [InlineData("F16")]
    [InlineData("Q8_0")]
    [InlineData("Q4_K_M")]
    public void A_GGUF_is_fused_to_what_is_imported_fused(string stored)
    {
        var (folder, lora) = WrittenLlama.Write();
        string plain = Nano.NewFile("plain.gguf"), fused = Nano.NewFile("fused.gguf"), imported = Nano.NewFile("imported.gguf");
        LlamaImport.Run(folder, null, plain, "guest", LlamaQuantisation.F32);
        LlamaImport.Run(folder, lora, imported, "guest", LlamaQuantisation.Of(stored));
        LoraFusion.Run(plain, lora, fused, LlamaQuantisation.Of(stored));
        Assert.False(File.Exists(fused + ".f16"));
        Equal(GgufFile.Read(imported), GgufFile.Read(fused), _ => true);
    }

    [Fact]
    public void Without_another_way_of_storing_all_that_is_not_adapted_stays_to_the_byte()
    {
        string model = Nano.Model(GgufTensorType.Q8_0), beside = Nano.NewFile("beside.gguf"), fused = Nano.NewFile("fused.gguf");
        using var lora = Lora(Nano.Tiny, ["v_proj"]);
        LoraGguf.Write(beside, Nano.Tiny, lora);
        LoraFusion.Run(model, beside, fused);
        GgufFile before = GgufFile.Read(model), after = GgufFile.Read(fused);
        Equal(before, after, name => !name.Contains("attn_v", StringComparison.Ordinal));
        Assert.NotEqual(before.ReadBytes("blk.1.attn_v.weight"), after.ReadBytes("blk.1.attn_v.weight"));
    }

    [Fact]
    public void What_cannot_be_fused_is_refused_with_what_to_do()
    {
        var (folder, lora) = WrittenLlama.Write();
        string quantised = Nano.NewFile("quantised.gguf"), target = Nano.NewFile("refused.gguf");
        LlamaImport.Run(folder, null, quantised, "guest", LlamaQuantisation.Q4);
        var reason = Assert.Throws<InvalidDataException>(() => LoraFusion.Run(quantised, lora, target)).Message;
        Assert.Contains("K, into which nothing is fused. Take a pack of the same model in F16", reason, StringComparison.Ordinal);
        Assert.Contains("is expected", Assert.Throws<InvalidDataException>(() => LoraFusion.Run(Nano.Model(), lora, target)).Message, StringComparison.Ordinal);
        Assert.Contains("general.type", Assert.Throws<InvalidDataException>(() => LoraFusion.Run(Nano.Model(), Nano.Model(), target)).Message, StringComparison.Ordinal);
        var narrow = Nano.Tiny with { Width = 120 };
        var beside = Nano.NewFile("narrow.gguf");
        using var own = Lora(narrow, ["q_proj"]);
        LoraGguf.Write(beside, narrow, own);
        Assert.Contains("store it as F16", Assert.Throws<InvalidDataException>(() => LoraFusion.Run(Nano.Model(config: narrow), beside, target, LlamaQuantisation.Q8)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(target));
    }

    private static void Equal(GgufFile expected, GgufFile found, Func<string, bool> which)
    {
        Assert.Equal(expected.Metadata.Keys, found.Metadata.Keys);
        Assert.All(expected.Metadata, pair => Assert.Equal(pair.Value.Value, found.Metadata[pair.Key].Value));
        Assert.Equal(expected.Tensors.Select(t => (t.Name, t.Type)), found.Tensors.Select(t => (t.Name, t.Type)));
        Assert.All(expected.Tensors.Where(t => which(t.Name)), t => Assert.True(expected.ReadBytes(t.Name).AsSpan().SequenceEqual(found.ReadBytes(t.Name)), t.Name));
    }

    private static LoraAdapter Lora(LanguageConfig model, IReadOnlyList<string> targets)
    {
        using var _ = no_grad();
        using Generator generator = new(8, CPU);
        LoraAdapter lora = new(model, new() { Rank = 4, Alpha = 8, Targets = targets }, 3);
        foreach (var pair in lora.Matrices.Values)
        {
            pair.B.copy_(randn(pair.B.shape, generator: generator) * 0.1);
        }

        return lora;
    }

    // At all places of the text.
    private static float[] Logits(string path, string? adapter = null, float scale = 1)
    {
        using var runtime = LlamaRuntime.Load(path, new LanguageRuntimeOptions { Sequences = 1, ContextPerSequence = 64, BatchRows = 64, Threads = 1, FullPrecisionCache = true }, null, TestContext.Current.CancellationToken);
        if (adapter is not null)
        {
            runtime.UseAdapter(runtime.LoadAdapter(adapter), scale);
        }

        LanguageBatch batch = new(text.Length, runtime.Info.Width);
        foreach (var token in text)
        {
            batch.Add(token, batch.Count, 0);
        }

        runtime.Decode(batch, causal: true);
        return [.. Enumerable.Range(0, text.Length).SelectMany(row => runtime.Logits(row).ToArray())];
    }
}
