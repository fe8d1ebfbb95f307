using static TorchSharp.torch;

namespace VoxPilot.Llm.Tests.Import;

public sealed class LlamaImportTests
{
    private static readonly int[] prompt = [1, 40, 300, 77, 1200, 9];

    [Fact]
    public void A_vocabulary_comes_back_from_SentencePieces_file()
    {
        var path = Nano.NewFile("tokenizer.model");
        File.WriteAllBytes(path, WrittenLlama.Protocol(WrittenLlama.Vocabulary));
        var read = SentencePieceModel.Read(path);
        Assert.Equal(WrittenLlama.Vocabulary.Pieces, read.Pieces);
        Assert.Equal(WrittenLlama.Vocabulary.Scores, read.Scores);
        Assert.Equal(WrittenLlama.Vocabulary.Kinds, read.Kinds);
    }

    [Theory]
    [InlineData(0, "<unk>, <s> and </s>")]
    [InlineData(3001, "cut off")]
    public void A_vocabulary_that_is_none_or_cut_off_is_refused(int length, string said)
    {
        var path = Nano.NewFile("tokenizer.model");
        File.WriteAllBytes(path, WrittenLlama.Protocol(WrittenLlama.Vocabulary)[..length]);
        Assert.Contains(said, Assert.Throws<InvalidDataException>(() => SentencePieceModel.Read(path)).Message, StringComparison.Ordinal);
        Assert.Contains("no-such", Assert.Throws<InvalidDataException>(() => SentencePieceModel.Read(Nano.NewFile("no-such"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F32", 1e-3)]
    [InlineData("F16", 0.02)]
    [InlineData("Q8_0", 0.15)]
    [InlineData("Q4_K_M", 0.8)]
    public void With_its_LoRA_fused_llama_cpp_serves_what_was_trained(string quantisation, double tolerance)
    {
        var (folder, lora) = WrittenLlama.Write();
        var path = Nano.NewFile("imported.gguf");
        var config = LlamaImport.Run(folder, lora, path, "imported", LlamaQuantisation.Of(quantisation));
        Assert.Equal(WrittenLlama.Config, config);
        Assert.Equal(WrittenLlama.Config, LlamaGguf.ReadConfig(GgufFile.Read(path)));
        Assert.False(File.Exists(path + ".f16"));

        var expected = Trained(folder, lora);
        var served = Served(path);
        // Random weights are the worst case of rounding: it is held against what the LoRA does to the logits.
        var plain = Trained(folder, null);
        Assert.InRange(Farthest(expected, served) / Farthest(expected, plain), 0, tolerance);
        Assert.True(Farthest(expected, plain) > 0.4 * expected.Max(Math.Abs), "the LoRA does too little to be seen");

        static float Farthest(float[] a, float[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

        using var runtime = Nano.Tokenizer(path);
        using var own = Nano.Load(GgufTensorType.F32);
        Assert.Equal(own.Tokenize("The bus is 12.5 m ahead.", addBegin: true, parseSpecial: false), runtime.Tokenize("The bus is 12.5 m ahead.", addBegin: true, parseSpecial: false));
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_anything_is_written()
    {
        var (folder, lora) = WrittenLlama.Write();
        var path = Nano.NewFile("refused.gguf");
        var tokenizer = Path.Combine(folder, SentencePieceModel.FileName);
        var bytes = File.ReadAllBytes(tokenizer);
        File.WriteAllBytes(tokenizer, WrittenLlama.Protocol(NanoTokenizer.Train(512)));
        Assert.Contains("512 pieces", Refused(null), StringComparison.Ordinal);
        File.Delete(tokenizer);
        Assert.Contains(SentencePieceModel.FileName, Refused(null), StringComparison.Ordinal);
        File.WriteAllBytes(tokenizer, bytes);
        File.Delete(Path.Combine(lora, "adapter_model.safetensors"));
        Assert.Contains("adapter_model.safetensors", Refused(lora), StringComparison.Ordinal);
        Assert.Contains("neither", Assert.Throws<InvalidDataException>(() =>
        {
            File.Delete(Path.Combine(folder, "model.safetensors"));
            LlamaImport.Run(folder, null, path, "refused", LlamaQuantisation.F16);
        }).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));

        string Refused(string? adapter) => Assert.Throws<InvalidDataException>(() => LlamaImport.Run(folder, adapter, path, "refused", LlamaQuantisation.F16)).Message;
    }

    // Logits at the prompt's last token.
    private static float[] Trained(string folder, string? lora)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = LlamaWeights.ReadHuggingFace(folder);
        using var adapter = lora is null ? null : PeftFolder.Read(lora, model.Config);
        adapter?.Attach(model);
        var hidden = model.forward(model.Embed(tensor([.. prompt.Select(t => (long)t)]).unsqueeze(0)), AttentionPlan.Of(1, prompt.Length));
        return model.Logits(hidden.select(1, -1)).flatten().data<float>().ToArray();
    }

    private static float[] Served(string path)
    {
        using var runtime = LlamaRuntime.Load(path, new LanguageRuntimeOptions { Sequences = 1, ContextPerSequence = 64, BatchRows = 64, Threads = 1, FullPrecisionCache = true }, null, TestContext.Current.CancellationToken);
        LanguageBatch batch = new(prompt.Length, WrittenLlama.Config.Width);
        foreach (var token in prompt)
        {
            batch.Add(token, batch.Count, 0);
        }

        runtime.Decode(batch, causal: true);
        return [.. runtime.Logits(prompt.Length - 1)];
    }
}
