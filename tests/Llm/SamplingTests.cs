using System.Text;
using VoxPilot.Llm.Sampling;

namespace VoxPilot.Llm.Tests;

public sealed class SamplingTests
{
    [Fact]
    public void Greedy_takes_the_largest_and_the_lowest_id_among_equals()
    {
        var sampler = new TokenSampler(new GenerationOptions());
        Assert.Equal(2, sampler.Next([0.5f, -1f, 3f, 3f]));
        Assert.Throws<LanguageRuntimeException>(() => sampler.Next([0f, float.NaN]));
    }

    [Fact]
    public void Sampling_agrees_with_the_plain_reference_over_random_logits_and_options()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 300; trial++)
        {
            var options = new GenerationOptions
            {
                Temperature = (float)(0.05 + 2 * random.NextDouble()),
                TopK = random.Next(3) == 0 ? 0 : random.Next(1, 40),
                TopP = random.Next(3) == 0 ? 1 : (float)(0.05 + 0.95 * random.NextDouble()),
                Seed = (ulong)random.NextInt64(),
            };
            var sampler = new TokenSampler(options);
            var draws = new SplitMix64(options.Seed);
            for (var step = 0; step < 4; step++)
            {
                var logits = Enumerable.Range(0, 50).Select(_ => (float)Math.Round(8 * random.NextDouble() - 4, 1)).ToArray(); // rounded, so that there are equals
                Assert.Equal(Reference(logits, options, draws.Uniform()), sampler.Next(logits));
            }
        }
    }

    [Fact]
    public void Frequencies_follow_the_softmax()
    {
        var logits = new[] { 1f, 2f, 0f, -1f };
        var sampler = new TokenSampler(new GenerationOptions { Temperature = 1, Seed = 3 });
        var counts = new int[4];
        for (var i = 0; i < 20000; i++)
        {
            counts[sampler.Next(logits)]++;
        }

        var total = logits.Sum(x => Math.Exp(x));
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(Math.Exp(logits[i]) / total, counts[i] / 20000.0, 0.012);
        }
    }

    [Fact]
    public void Pieces_of_any_bytes_cut_anywhere_are_together_the_decoding_of_them_all()
    {
        var random = new Random(11);
        var fragments = new[] { "abc", "é", "車", "🚗", "\u0301" }.Select(Encoding.UTF8.GetBytes).Concat([[0xC3], [0xE8, 0xBB], [0xF0, 0x9F, 0x9A], [0xFF], [0x80], [0xED, 0xA0, 0x80], [0xC0, 0xAF]]).ToArray();
        for (var trial = 0; trial < 500; trial++)
        {
            var bytes = Enumerable.Range(0, random.Next(1, 12)).SelectMany(_ => fragments[random.Next(fragments.Length)]).ToArray();
            var assembler = new TextAssembler([]);
            var pieces = new StringBuilder();
            for (var i = 0; i < bytes.Length;)
            {
                var length = Math.Min(random.Next(1, 4), bytes.Length - i);
                var piece = assembler.Add(bytes.AsSpan(i, length));
                Assert.False(piece.Length > 0 && char.IsHighSurrogate(piece[^1]));
                pieces.Append(piece);
                i += length;
            }

            pieces.Append(assembler.Flush());
            Assert.Equal(Encoding.UTF8.GetString(bytes), pieces.ToString());
        }
    }

    [Fact]
    public void A_character_is_held_back_until_it_is_whole()
    {
        var assembler = new TextAssembler([]);
        Assert.Equal("a", assembler.Add("a"u8));
        Assert.Equal("", assembler.Add([0xF0]));
        Assert.Equal("", assembler.Add([0x9F, 0x9A]));
        Assert.Equal("🚗", assembler.Add([0x97]));
        Assert.Equal("", assembler.Add([0xE8]));
        Assert.Equal("\uFFFD", assembler.Flush());
    }

    [Theory]
    [InlineData("one two STOP three", new[] { "STOP" }, "one two ")]
    [InlineData("aaab", new[] { "aab" }, "a")]
    [InlineData("abcd", new[] { "bc", "abcd" }, "a")]
    [InlineData("xy\n\nz", new[] { "\n\n" }, "xy")]
    [InlineData("nothing here ST", new[] { "STOP" }, "nothing here ST")]
    [InlineData("Straße 車.", new[] { "車" }, "Straße ")]
    public void A_stop_text_ends_the_answer_wherever_tokens_are_cut(string text, string[] stops, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var assembler = new TextAssembler(stops);
            var answer = new StringBuilder();
            for (var i = 0; i < bytes.Length && !assembler.Stopped; i += size)
            {
                answer.Append(assembler.Add(bytes.AsSpan(i, Math.Min(size, bytes.Length - i))));
            }

            if (!assembler.Stopped)
            {
                answer.Append(assembler.Flush());
            }

            Assert.Equal(expected, answer.ToString());
        }
    }

    // Plain and slow: order by probability, cut, draw.
    private static int Reference(float[] logits, GenerationOptions options, double uniform)
    {
        var largest = logits.Max();
        var ranked = logits.Select((logit, id) => (Id: id, Weight: Math.Exp((logit - (double)largest) / options.Temperature), Logit: logit))
            .OrderByDescending(x => x.Logit).ThenBy(x => x.Id).Take(options.TopK > 0 ? options.TopK : int.MaxValue).ToList();
        if (options.TopP < 1)
        {
            var all = ranked.Sum(x => x.Weight);
            var needed = Enumerable.Range(1, ranked.Count).First(n => n == ranked.Count || ranked.Take(n).Sum(x => x.Weight) >= options.TopP * all);
            ranked = ranked.Take(needed).ToList();
        }

        var target = uniform * ranked.Sum(x => x.Weight);
        var sum = 0.0;
        foreach (var (id, weight, _) in ranked)
        {
            sum += weight;
            if (sum > target)
            {
                return id;
            }
        }

        return ranked[^1].Id;
    }
}
