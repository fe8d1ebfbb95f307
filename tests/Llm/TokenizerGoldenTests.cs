using System.Text.Json;
using VoxPilot.Testing;

namespace VoxPilot.Llm.Tests;

public sealed class TokenizerGoldenTests
{
    private const string Vocabulary = "llama-vocab/ggml-vocab-llama-spm.gguf";

    [Fact]
    [Trait("Category", "Golden")]
    public void Llamas_own_vectors_are_met_exactly()
    {
        var path = RealData.Require(Vocabulary);
        using var runtime = Nano.Tokenizer(path);
        var texts = File.ReadAllText(path + ".inp").Split("\n__ggml_vocab_test__\n");
        var lines = File.ReadAllText(path + ".out").Split('\n');
        var met = 0;
        for (var i = 0; i < texts.Length && i < lines.Length; i++)
        {
            var expected = lines[i].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
            Assert.Equal(expected, runtime.Tokenize(texts[i], addBegin: false, parseSpecial: false));
            met++;
        }

        Assert.True(met > 30, $"only {met} vectors were found");
    }

    [Theory]
    [Trait("Category", "Golden")]
    [MemberData(nameof(Cases))]
    public void Llama_tokenize_s_vectors_are_met_exactly(GoldenCase golden)
    {
        using var runtime = Nano.Tokenizer(RealData.Require(Vocabulary));
        foreach (var one in golden.ReadJson(Path.GetFileName(golden.FullPath)).GetProperty("cases").EnumerateArray())
        {
            var text = one.GetProperty("text").GetString()!;
            Assert.Equal(Ids(one, "ids"), runtime.Tokenize(text, addBegin: false, parseSpecial: false));
            Assert.Equal(Ids(one, "ids_bos"), runtime.Tokenize(text, addBegin: true, parseSpecial: false));
            Assert.Equal(Ids(one, "ids_parse_special"), runtime.Tokenize(text, addBegin: false, parseSpecial: true));
        }

        static int[] Ids(JsonElement one, string name) => [.. one.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];
    }

    public static TheoryData<GoldenCase> Cases() => GoldenCases.Files("tokenizer", "*.json");
}
