using System.Text.Json;

using VoxPilot.Core.Metrics;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Metrics;

/// <summary>Tokens against Stanford's PTBTokenizer 3.4.1 with pycocoevalcap's punctuation removal (golden/captions).</summary>
[Trait("Category", "Golden")]
public sealed class PtbGoldenTests
{
    public static TheoryData<GoldenCase> Captions() => GoldenCases.Folders("captions");

    [Theory]
    [MemberData(nameof(Captions))]
    public void Tokens_are_those_of_the_official_tokenizer(GoldenCase golden)
    {
        JsonElement ptb = golden.ReadJson("expected.json").GetProperty("ptb");
        JsonElement[] samples = [.. golden.ReadJson("input.json").GetProperty("samples").EnumerateArray()];
        PtbTokenizer tokenizer = new();
        string[] hypotheses = [.. samples.Select(sample => sample.GetProperty("hypothesis").GetString()!)];
        Assert.Equal(ptb.GetProperty("hypotheses").EnumerateArray().Select(text => text.GetString()), Joined(tokenizer, hypotheses));

        string[] references = [.. samples.SelectMany(sample => sample.GetProperty("references").EnumerateArray()).Select(text => text.GetString()!)];
        Assert.Equal(ptb.GetProperty("references").EnumerateArray().SelectMany(texts => texts.EnumerateArray()).Select(text => text.GetString()), Joined(tokenizer, references));
    }

    private static IEnumerable<string> Joined(PtbTokenizer tokenizer, string[] texts) => tokenizer.TokenizeAll(texts).Select(tokens => string.Join(' ', tokens));
}
