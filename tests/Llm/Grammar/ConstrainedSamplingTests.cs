using System.Text;
using VoxPilot.Llm.Sampling;

namespace VoxPilot.Llm.Tests.Grammar;

/// <summary>The sampler under a constraint, on made-up logits.</summary>
public sealed class ConstrainedSamplingTests
{
    private const string AOrB = "root ::= \"a\" [ab]* \"c\"";

    [Fact]
    public void Greedy_takes_the_largest_of_those_that_may_come()
    {
        using var constraint = GrammarText.Runtime.Constrain("root ::= \" \"? [ab] \"c\"");
        var sampler = new TokenSampler(new GenerationOptions(), constraint);
        Assert.Equal(Byte('b'), sampler.Next(Logits(('x', 9), ('b', 2), ('a', 1), (End, 10))));
        Assert.Equal(Byte('c'), sampler.Next(Logits(('b', 9), ('c', -50), (End, 10))));
        Assert.Equal(End, sampler.Next(Logits(('a', 9), ('c', 9), (End, -50))));
    }

    [Fact]
    public void The_whole_vocabulary_is_looked_at_only_where_the_free_choice_may_not_come()
    {
        using var constraint = new WatchedConstraint(GrammarText.Runtime.Constrain(AOrB));
        var sampler = new TokenSampler(new GenerationOptions { Temperature = 1, TopK = 1 }, constraint);
        sampler.Next(Logits(('a', 9)));
        sampler.Next(Logits(('b', 9)));
        Assert.Equal(0, constraint.Masks);
        sampler.Next(Logits(('x', 9)));
        Assert.Equal(1, constraint.Masks);
    }

    [Fact]
    public void Draws_follow_the_softmax_among_those_that_may_come()
    {
        var logits = Logits(('a', 1), ('b', 2), ('x', 3), ('c', 0));
        foreach (var token in Enumerable.Range(0, logits.Length).Where(t => logits[t] < 0))
        {
            logits[token] = -40;
        }

        var counts = new Dictionary<int, int>();
        using var constraint = GrammarText.Runtime.Constrain("root ::= [abc]*");
        var sampler = new TokenSampler(new GenerationOptions { Temperature = 1, Seed = 3 }, constraint);
        const int Draws = 10_000;
        for (var i = 0; i < Draws; i++)
        {
            var token = sampler.Next(logits);
            counts[token] = counts.GetValueOrDefault(token) + 1;
        }

        var total = Math.Exp(1) + Math.Exp(2) + Math.Exp(0);
        Assert.Equal(3, counts.Count);
        Assert.Equal(Math.Exp(1) / total, counts[Byte('a')] / (double)Draws, 0.015);
        Assert.Equal(Math.Exp(2) / total, counts[Byte('b')] / (double)Draws, 0.015);
        Assert.Equal(Math.Exp(0) / total, counts[Byte('c')] / (double)Draws, 0.015);
    }

    [Theory]
    [InlineData(1, 1f)]
    [InlineData(0, 0.01f)]
    [InlineData(2, 0.5f)]
    public void Top_k_and_top_p_count_those_that_may_come(int topK, float topP)
    {
        using var constraint = GrammarText.Runtime.Constrain("root ::= [abc]*");
        var sampler = new TokenSampler(new GenerationOptions { Temperature = 1, TopK = topK, TopP = topP, Seed = 3 }, constraint);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(Byte('b'), sampler.Next(Logits(('a', 1), ('b', 2.5f), ('x', 30), ('y', 30), ('z', 30))));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_choices()
    {
        int[] Choices(ulong seed)
        {
            using var constraint = GrammarText.Runtime.Constrain("root ::= [a-f]*");
            var sampler = new TokenSampler(new GenerationOptions { Temperature = 1, Seed = seed }, constraint);
            var random = new Random(1);
            return [.. Enumerable.Range(0, 60).Select(_ => sampler.Next([.. Enumerable.Range(0, Vocabulary).Select(_ => (float)random.NextDouble())]))];
        }

        Assert.Equal(Choices(4), Choices(4));
        Assert.NotEqual(Choices(4), Choices(5));
    }

    [Fact]
    public void Nothing_is_allocated_by_a_step()
    {
        using var constraint = GrammarText.Runtime.Constrain("root ::= [ab]*");
        var sampler = new TokenSampler(new GenerationOptions { Temperature = 1, Seed = 3 }, constraint);
        var free = Logits(('a', 60));
        var refused = Logits(('x', 60), ('b', 1));
        sampler.Next(free);
        sampler.Next(refused);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
        {
            sampler.Next(free);
            sampler.Next(refused);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Control_tokens_and_bytes_that_are_no_UTF_8_never_come()
    {
        using var constraint = GrammarText.Runtime.Constrain("root ::= [^x]*");
        var logits = new float[Vocabulary];
        constraint.Mask(logits);
        Assert.True(float.IsNegativeInfinity(logits[0]) && float.IsNegativeInfinity(logits[1])); // <unk>, <s>
        Assert.Equal(0, logits[End]);
        foreach (byte lead in (byte[])[0x80, 0xC0, 0xC1, 0xF5, 0xFF])
        {
            Assert.False(constraint.Allows(GrammarText.TokenOf(lead)), $"{lead:X2}");
        }

        // E0 82 80 would be U+0080 written too long, ED A0 80 half of a surrogate pair.
        foreach (var (first, second) in ((byte, byte)[])[(0xE0, 0x82), (0xED, 0xA0), (0xF0, 0x82), (0xF4, 0x90)])
        {
            using var other = GrammarText.Runtime.Constrain("root ::= [^x]*");
            other.Accept(GrammarText.TokenOf(first));
            Assert.False(other.Allows(GrammarText.TokenOf(second)), $"{first:X2} {second:X2}");
            Assert.False(other.Allows(End));
            Assert.False(other.Allows(Byte('a')));
        }

        foreach (var value in Encoding.UTF8.GetBytes("é🚗"))
        {
            constraint.Accept(GrammarText.TokenOf(value));
        }

        Assert.True(constraint.Allows(End));
    }

    [Fact]
    public void A_token_that_may_not_come_is_an_error_and_no_crash()
    {
        using var constraint = GrammarText.Runtime.Constrain(AOrB);
        Assert.Throws<LanguageRuntimeException>(() => constraint.Accept(Byte('x')));
        Assert.Throws<LanguageRuntimeException>(() => constraint.Accept(End));
        Assert.True(constraint.Allows(Byte('a')));
        constraint.Dispose();
        Assert.Throws<ObjectDisposedException>(() => constraint.Allows(Byte('a')));
    }

    [Theory]
    [InlineData("root ::= ")]
    [InlineData("root ::= other")]
    [InlineData("root ::= root \"a\"")]
    [InlineData("other ::= \"a\"")]
    [InlineData("root ::= \"a")]
    [InlineData("root ::= \"a\"{3000}")]
    public void A_grammar_that_the_engine_refuses_is_an_error(string grammar)
    {
        if (grammar == "root ::= ")
        {
            using var empty = GrammarText.Runtime.Constrain(grammar); // derives the empty text
            Assert.True(empty.Allows(End));
            return;
        }

        Assert.Throws<LanguageRuntimeException>(() => GrammarText.Runtime.Constrain(grammar));
    }

    [Fact]
    public void Where_no_token_may_come_the_sampler_says_so()
    {
        using var constraint = new NothingAllowed();
        var sampler = new TokenSampler(new GenerationOptions(), constraint);
        Assert.Contains("grammar", Assert.Throws<LanguageRuntimeException>(() => sampler.Next([1f, 2f])).Message, StringComparison.Ordinal);
    }

    private static int Vocabulary => GrammarText.Runtime.Info.Vocabulary;

    private static int End => GrammarText.Runtime.Info.EndToken;

    private static int Byte(char c) => GrammarText.TokenOf((byte)c);

    // Characters by their byte tokens; numbers below 32 are tokens themselves. All others are far away.
    private static float[] Logits(params (int Token, float Logit)[] some)
    {
        var logits = new float[Vocabulary];
        logits.AsSpan().Fill(-100);
        foreach (var (token, logit) in some)
        {
            logits[token < 32 ? token : GrammarText.TokenOf((byte)token)] = logit;
        }

        return logits;
    }

    private sealed class NothingAllowed : ITokenConstraint
    {
        public bool Allows(int token) => false;

        public int Mask(Span<float> logits)
        {
            logits.Fill(float.NegativeInfinity);
            return 0;
        }

        public void Accept(int token) => throw new InvalidOperationException();

        public void Dispose()
        {
        }
    }
}
