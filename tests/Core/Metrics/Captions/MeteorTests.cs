using VoxPilot.Core.Metrics.Captions;

namespace VoxPilot.Core.Tests.Metrics.Captions;

public sealed class MeteorTests
{
    [Fact]
    public void Chunks_cost_what_the_formula_says()
    {
        // 5 of 6 words match, in two chunks: "the car" and "at the light"; P = R = 5/6.
        double fragmentation = 2.0 / 5;
        Assert.Equal(5.0 / 6 * (1 - 0.5 * Math.Pow(fragmentation, 3)), Score(null, "the car stops at the light", "the car halts at the light"), 1e-12);
    }

    [Fact]
    public void The_last_free_word_is_taken_as_in_nltk()
    {
        // "the car" would be one chunk of two; nltk gives "the" the last one of the reference, and has two chunks of one.
        double precision = 2.0 / 3, recall = 2.0 / 4;
        Assert.Equal(precision * recall / (0.9 * precision + 0.1 * recall) * (1 - 0.5), Score(null, "the car stops", "the car and the"), 1e-12);
    }

    [Fact]
    public void Capitals_and_endings_do_not_matter() => Assert.Equal(1 - 0.5 * Math.Pow(1.0 / 3, 3), Score(null, "CARS stopped here", "car stops here"), 1e-12);

    [Fact]
    public void The_best_reference_counts() => Assert.Equal(Score(null, "turn left now", "turn left now"), Score(null, "turn left now", "stop", "turn left now"));

    [Fact]
    public void Nothing_in_common_is_zero()
    {
        Assert.Equal(0, Score(null, "", "stop"));
        Assert.Equal(0, Score(null, "go", "stop"));
        Assert.Equal(0, Score(null, "go", ""));
    }

    [Fact]
    public void Synonyms_match_with_WordNet_only()
    {
        WordNet wordNet = RequiredWordNet.Get();
        Assert.Equal(0, Score(null, "car", "auto"));
        Assert.Equal(0.5, Score(wordNet, "car", "auto"), 1e-12);
        Assert.Equal(0, Score(wordNet, "car", "automobile")); // its stem is automobil, which nltk looks for among the synonyms
    }

    [Fact]
    public void Without_WordNet_it_goes_by_another_name()
    {
        CaptionMeasure without = new HermesProtocol(null).Measures().Single(m => m.Id.StartsWith("meteor", StringComparison.Ordinal));
        Assert.Equal(("meteor-without-wordnet", "METEOR without WordNet"), (without.Id, without.Title));
        Assert.Contains("METEOR", new HermesProtocol(RequiredWordNet.Get()).Measures().Select(m => m.Title));
    }

    private static double Score(WordNet? wordNet, params string[] texts)
    {
        WordTable table = new();
        Meteor meteor = new(table, wordNet);
        meteor.Add(0, new TokenizedPair(table).Fill(CaptionPairs.Of(texts)));
        return meteor.Corpus;
    }
}
