using System.Text.Json;

using VoxPilot.Core.Metrics.Captions;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Metrics.Captions;

/// <summary>Figures of pycocoevalcap and of nltk (tests/golden/captions).</summary>
[Trait("Category", "Golden")]
public sealed class CaptionsGoldenTests
{
    private const double Tolerance = 1e-9; // relative

    public static TheoryData<GoldenCase> Cases => GoldenCases.Folders("captions", file: "expected.json");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scores_on_the_texts_as_they_are_equal_pycocoevalcap(GoldenCase golden)
    {
        HermesProtocol protocol = new(wordNet: null);
        Add(protocol, golden);
        Compare(golden.ReadJson("expected.json").GetProperty("raw").GetProperty("scores"), protocol);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scores_on_PTB_tokens_equal_pycocoevalcap(GoldenCase golden)
    {
        JsonElement ptb = golden.ReadJson("expected.json").GetProperty("ptb");
        CocoProtocol protocol = new(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach ((JsonElement hypothesis, JsonElement references) in ptb.GetProperty("hypotheses").EnumerateArray().Zip(ptb.GetProperty("references").EnumerateArray()))
        {
            protocol.Add(0, hypothesis.GetString()!, Texts(references));
        }
        Compare(ptb.GetProperty("scores"), protocol);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Meteor_with_WordNet_equals_nltk(GoldenCase golden) => CompareMeteor(golden, RequiredWordNet.Get(), "meteor", "mean");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Meteor_without_WordNet_equals_nltk_with_an_empty_one(GoldenCase golden) => CompareMeteor(golden, null, "meteor_no_wordnet", "mean_no_wordnet");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Word_tokens_equal_nltk(GoldenCase golden)
    {
        NltkWordTokenizer tokenizer = new();
        foreach ((JsonElement sample, JsonElement expected) in Samples(golden).Zip(Meteors(golden)))
        {
            Assert.Equal(Texts(expected.GetProperty("hypothesis_tokens")), tokenizer.Tokenize(sample.GetProperty("hypothesis").GetString()!));
            foreach ((string text, JsonElement tokens) in Texts(sample.GetProperty("references")).Zip(expected.GetProperty("reference_tokens").EnumerateArray()))
            {
                Assert.Equal(Texts(tokens), tokenizer.Tokenize(text));
            }
        }
    }

    private static void Compare(JsonElement scores, ICaptionProtocol protocol)
    {
        int[] once = [1];
        IReadOnlyList<CaptionMeasure> measures = protocol.Measures();
        foreach (JsonProperty score in scores.EnumerateObject())
        {
            string title = score.Name.Replace("Bleu_", "BLEU-", StringComparison.Ordinal).Replace('_', '-');
            CaptionMeasure measure = measures.Single(m => m.Title == title);
            AssertClose(score.Value.GetProperty("corpus").GetDouble(), measure.Measure.Value(once), $"{title} of all");
            JsonElement samples = score.Value.GetProperty("per_sample");
            Assert.Equal(samples.GetArrayLength(), measure.PerSample.Count);
            foreach ((JsonElement expected, int i) in samples.EnumerateArray().Zip(Enumerable.Range(0, int.MaxValue)))
            {
                AssertClose(expected.GetDouble(), measure.PerSample[i], $"{title} of sample {i}");
            }
        }
    }

    private static void CompareMeteor(GoldenCase golden, WordNet? wordNet, string key, string meanKey)
    {
        WordTable table = new();
        TokenizedPair pair = new(table);
        Meteor meteor = new(table, wordNet);
        JsonElement[] expected = [.. Meteors(golden)];
        foreach (JsonElement sample in expected)
        {
            pair.Clear();
            foreach (JsonElement sentence in sample.GetProperty("reference_tokens").EnumerateArray().Prepend(sample.GetProperty("hypothesis_tokens")))
            {
                foreach (string token in Texts(sentence))
                {
                    pair.Add(token);
                }
                pair.EndSentence();
            }
            meteor.Add(0, pair);
        }
        for (int i = 0; i < expected.Length; i++)
        {
            AssertClose(expected[i].GetProperty(key).GetDouble(), meteor.PerSample[i], $"METEOR of sample {i}");
        }
        AssertClose(golden.ReadJson("expected.json").GetProperty("meteor_nltk").GetProperty(meanKey).GetDouble(), meteor.Corpus, "METEOR of all");
    }

    private static void AssertClose(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Abs(expected), $"{what}: {expected:R} was expected, {actual:R} was computed.");

    private static void Add(HermesProtocol protocol, GoldenCase golden)
    {
        foreach (JsonElement sample in Samples(golden))
        {
            protocol.Add(0, sample.GetProperty("hypothesis").GetString()!, Texts(sample.GetProperty("references")));
        }
    }

    private static JsonElement.ArrayEnumerator Samples(GoldenCase golden) => golden.ReadJson("input.json").GetProperty("samples").EnumerateArray();

    private static JsonElement.ArrayEnumerator Meteors(GoldenCase golden) => golden.ReadJson("expected.json").GetProperty("meteor_nltk").GetProperty("per_sample").EnumerateArray();

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString()!)];
}
