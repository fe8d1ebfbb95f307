using VoxPilot.Core.Metrics.Captions;

namespace VoxPilot.Core.Tests.Metrics.Captions;

public sealed class CaptionScorersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_fast_scorers_equal_their_plain_twins(int seed)
    {
        List<string[][]> pairs = CaptionPairs.Random(seed, 150);
        TokenizedPair pair = new(new());
        BleuScorer bleu = new();
        RougeL rouge = new();
        Cider cider = new(threads: 1 + seed % 3);
        foreach (string[][] sentences in pairs)
        {
            pair.Fill(sentences);
            bleu.Add(0, pair);
            rouge.Add(0, pair);
            cider.Add(0, pair);
        }
        double[] ciders = CaptionReference.Cider(pairs);
        for (int i = 0; i < pairs.Count; i++)
        {
            Assert.Equal(ciders[i], cider.PerSample[i], 1e-9);
            Assert.Equal(pairs[i][0].Length == 0 ? 0 : CaptionReference.RougeL(pairs[i]), rouge.PerSample[i], 1e-12);
            for (int n = 1; n <= 4; n++)
            {
                Assert.Equal(CaptionReference.Bleu([pairs[i]], n), bleu.PerSample(n)[i], 1e-12);
            }
        }
        Assert.All(Enumerable.Range(1, 4), n => Assert.Equal(CaptionReference.Bleu(pairs, n), bleu.Corpus(n), 1e-12));
        Assert.Equal(ciders.Average(), cider.Corpus, 1e-9);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        List<string[][]> pairs = CaptionPairs.Random(7, 400);
        TokenizedPair pair = new(new());
        Cider[] ciders = [new(1), new(2), new(5)];
        foreach (string[][] sentences in pairs)
        {
            Array.ForEach(ciders, cider => cider.Add(0, pair.Fill(sentences)));
        }
        Assert.Equal(ciders[0].PerSample, ciders[1].PerSample);
        Assert.Equal(ciders[0].PerSample, ciders[2].PerSample);
    }

    [Fact]
    public void Common_subsequences_of_long_sentences_are_counted_across_blocks()
    {
        Random random = new(5);
        LongestCommonSubsequence common = new();
        for (int i = 0; i < 200; i++)
        {
            int[] a = Words(), b = Words();
            common.Set(a);
            Assert.Equal(CaptionReference.Common(Names(a), Names(b)), common.Length(b));
            Assert.Equal(a.Length, common.Length(a));
        }

        int[] Words() => [.. Enumerable.Range(0, random.Next(0, 300)).Select(_ => random.Next(12))];
        static string[] Names(int[] words) => Array.ConvertAll(words, word => word.ToString());
    }

    [Fact]
    public void A_drawn_scene_counts_as_often_as_it_was_drawn()
    {
        List<string[][]> pairs = CaptionPairs.Random(11, 40);
        TokenizedPair pair = new(new());
        BleuScorer bleu = new();
        Cider cider = new();
        for (int i = 0; i < pairs.Count; i++)
        {
            bleu.Add(i / 10, pair.Fill(pairs[i]));
            cider.Add(i / 10, pair);
        }
        int[] weights = [2, 0, 1, 3], once = [1, 1, 1, 1];
        List<int> drawn = [.. Enumerable.Range(0, 40).SelectMany(i => Enumerable.Repeat(i, weights[i / 10]))];
        Assert.Equal(CaptionReference.Bleu(drawn.Select(i => pairs[i]), 4), bleu.Measure(4).Value(weights), 1e-12);
        Assert.Equal(drawn.Average(i => cider.PerSample[i]), cider.Measure.Value(weights), 1e-12); // idf of the whole set
        Assert.Equal(bleu.Corpus(2), bleu.Measure(2).Value(once), 1e-15);
        Assert.Equal((4, 40L), (bleu.Measure(1).Scenes, cider.Measure.Count));
        Assert.True(double.IsNaN(bleu.Measure(4).Value([0, 0, 0, 0])));
    }

    [Fact]
    public void Scores_follow_pairs_that_are_added_after_the_first_look()
    {
        TokenizedPair pair = new(new());
        Cider cider = new();
        cider.Add(0, pair.Fill(CaptionPairs.Of("a red car", "a red car")));
        Assert.Equal(0, cider.Corpus); // one pair: every idf is log 1
        cider.Add(0, pair.Fill(CaptionPairs.Of("two blue trucks stop", "two blue trucks stop")));
        Assert.Equal(10, cider.PerSample[1], 1e-12);
    }

    [Fact]
    public void A_pair_without_reference_is_refused()
    {
        TokenizedPair pair = new(new());
        pair.Fill(CaptionPairs.Of("a red car"));
        Assert.Contains("at least one reference", Assert.Throws<ArgumentException>(() => new RougeL().Add(0, pair)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new HermesProtocol(null).Add(0, "a car", []));
    }

    [Fact]
    public void Figures_of_no_pair_are_not_defined()
    {
        Assert.True(double.IsNaN(new BleuScorer().Corpus(4)));
        Assert.True(double.IsNaN(new RougeL().Corpus));
        Assert.True(double.IsNaN(new Cider().Corpus));
    }
}
