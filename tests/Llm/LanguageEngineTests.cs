using VoxPilot.Core;

namespace VoxPilot.Llm.Tests;

public sealed class LanguageEngineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_comes_in_pieces_that_make_it_up_and_the_last_says_why_it_ended()
    {
        await using var engine = new LanguageEngine(Nano.Load());
        using var prefix = await Scenes.Open(engine, 0);
        var items = await Scenes.Collect(engine, prefix, 0, new GenerationOptions { MaxTokens = 20 });
        Assert.Equal(Enumerable.Range(0, items.Count), items.Select(i => i.Index));
        Assert.All(items.SkipLast(1), i => Assert.Null(i.FinishReason));
        var last = items[^1];
        Assert.Equal(FinishReason.Length, last.FinishReason);
        Assert.Equal(20, last.Usage!.CompletionTokens);
        Assert.Equal(prefix.Tokens, last.Usage.CachedTokens);
        Assert.True(last.Usage.PromptTokens > prefix.Tokens);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_answer_and_another_seed_another()
    {
        await using var engine = new LanguageEngine(Nano.Load());
        using var prefix = await Scenes.Open(engine, 0);
        var options = new GenerationOptions { MaxTokens = 24, Temperature = 1, TopP = 0.95f, TopK = 100, Seed = 5 };
        var first = await Scenes.Answer(engine, prefix, 0, options);
        Assert.Equal(first, await Scenes.Answer(engine, prefix, 0, options));
        Assert.NotEqual(first, await Scenes.Answer(engine, prefix, 0, options with { Seed = 6 }));
    }

    [Fact]
    public async Task A_stop_text_ends_the_answer_before_it()
    {
        await using var engine = new LanguageEngine(Nano.Load());
        using var prefix = await Scenes.Open(engine, 0);
        var options = new GenerationOptions { MaxTokens = 24, Temperature = 1, Seed = 5 };
        var whole = await Scenes.Answer(engine, prefix, 0, options);
        var stop = whole.Substring(whole.Length / 2, 3);
        var items = await Scenes.Collect(engine, prefix, 0, options with { Stop = [stop] });
        Assert.Equal(whole[..whole.IndexOf(stop, StringComparison.Ordinal)], string.Concat(items.Select(i => i.Text)));
        Assert.Equal(FinishReason.Stop, items[^1].FinishReason);
    }

    [Fact]
    public async Task Hidden_states_of_prefix_and_suffix_are_those_of_one_pass_over_both()
    {
        using var runtime = Nano.Load();
        var scene = Nano.Embeddings(3, 20, runtime.Info.Width, keepHidden: true);
        var plan = Nano.Embeddings(4, 2, runtime.Info.Width, keepHidden: true);
        await using var engine = new LanguageEngine(runtime);
        using var prefix = await engine.OpenPrefixAsync([new TokensPart([1]), scene], PrefixAttention.Causal, Token);
        var evaluation = await engine.EvaluateAsync(prefix, [new TokensPart([500, 501]), plan], Token);
        Assert.Equal((20 * 128, 2, 2 * 128, 2048), (prefix.Hidden.Length, evaluation.Count, evaluation.Hidden.Length, evaluation.LastLogits.Length));

        using var other = Nano.Load();
        var batch = new LanguageBatch(64, other.Info.Width);
        void Tokens(params int[] ids)
        {
            batch.Clear();
            foreach (var id in ids)
            {
                batch.Add(id, Position++, 0);
            }

            other.Decode(batch, true);
        }

        void Rows(EmbeddingPart part)
        {
            batch.Clear();
            for (var i = 0; i < part.Count; i++)
            {
                batch.Add(part.Values.AsSpan(i * part.Width, part.Width), Position++, 0);
            }

            other.Decode(batch, true);
        }

        Tokens(1);
        Rows(scene);
        Assert.Equal(prefix.Hidden[(19 * 128)..], other.Hidden(19).ToArray());
        Tokens(500, 501);
        Rows(plan);
        Assert.Equal(evaluation.Hidden[128..], other.Hidden(1).ToArray());
        Assert.Equal(evaluation.LastLogits, other.Logits(1).ToArray());
    }

    private int Position { get; set; }

    [Fact]
    public async Task A_bidirectional_prefix_differs_from_a_causal_one()
    {
        await using var engine = new LanguageEngine(Nano.Load());
        var scene = Nano.Embeddings(3, 40, engine.Info.Width, keepHidden: true);
        using var causal = await engine.OpenPrefixAsync([new TokensPart([1]), scene], PrefixAttention.Causal, Token);
        using var both = await engine.OpenPrefixAsync([new TokensPart([1]), scene], PrefixAttention.Bidirectional, Token);
        Assert.NotEqual(causal.Hidden[..128], both.Hidden[..128]);
        Assert.NotEqual(await Scenes.Logits(engine, causal), await Scenes.Logits(engine, both));
    }

    [Fact]
    public async Task Requests_that_do_not_suit_the_model_are_refused_and_the_loop_goes_on()
    {
        await using var engine = new LanguageEngine(Nano.Load(context: 128));
        var width = engine.Info.Width;
        var broken = new float[width];
        broken[3] = float.NaN;
        PromptPart[] bad =
        [
            new TokensPart([]), new TokensPart([2048]), new TokensPart([-1]), new TokensPart(new int[400]),
            Nano.Embeddings(1, 2, width / 2), new EmbeddingPart(broken, 1, width), new EmbeddingPart(new float[width], 2, width),
        ];
        foreach (var part in bad)
        {
            await Assert.ThrowsAsync<InvalidInputException>(() => engine.OpenPrefixAsync([part], PrefixAttention.Causal, Token));
        }

        await Assert.ThrowsAsync<InvalidInputException>(() => engine.OpenPrefixAsync([Nano.Embeddings(1, 300, width)], PrefixAttention.Bidirectional, Token));
        using var prefix = await Scenes.Open(engine, 0);
        foreach (var options in new[] { new GenerationOptions { MaxTokens = 0 }, new GenerationOptions { Temperature = -1 }, new GenerationOptions { TopP = 0 }, new GenerationOptions { TopK = -1 }, new GenerationOptions { Stop = [""] }, new GenerationOptions { Temperature = float.NaN } })
        {
            await Assert.ThrowsAsync<InvalidInputException>(() => Scenes.Answer(engine, prefix, 0, options));
        }

        Assert.NotEmpty(await Scenes.Answer(engine, prefix, 0, new GenerationOptions { MaxTokens = 4 }));
    }

    [Fact]
    public async Task An_answer_ends_where_the_context_ends()
    {
        await using var engine = new LanguageEngine(Nano.Load(context: 256));
        using var prefix = await engine.OpenPrefixAsync([new TokensPart([.. Enumerable.Range(300, 200)])], PrefixAttention.Causal, Token);
        var last = (await Scenes.Collect(engine, prefix, 0, new GenerationOptions { MaxTokens = 1000 }))[^1];
        Assert.Equal(FinishReason.Length, last.FinishReason);
        Assert.Equal(256 + 1, last.Usage!.PromptTokens + last.Usage.CompletionTokens);
    }

    [Fact]
    public async Task Cancelling_ends_an_answer_within_one_step()
    {
        using var counting = new CountingRuntime(Nano.Load());
        await using var engine = new LanguageEngine(counting);
        using var prefix = await Scenes.Open(engine, 0);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var decodesAtCancel = 0;
        GeneratedText? last = null;
        await foreach (var item in engine.GenerateAsync(prefix, Scenes.Question(0), new GenerationOptions { MaxTokens = 500, Temperature = 1 }, cancellation.Token))
        {
            last = item;
            if (item.Index == 3)
            {
                counting.Hold(); // the loop stands still in front of its next decode
                decodesAtCancel = counting.Decodes;
                await cancellation.CancelAsync();
                counting.Go();
            }
        }

        Assert.Equal(FinishReason.Cancelled, last!.FinishReason);
        Assert.InRange(counting.Decodes - decodesAtCancel, 0, 1);
        Assert.True(last.Usage!.CompletionTokens < 100);
    }

    [Fact]
    public async Task Leaving_the_answer_early_ends_it()
    {
        await using var engine = new LanguageEngine(Nano.Load(sequences: 2));
        using var prefix = await Scenes.Open(engine, 0);
        for (var i = 0; i < 5; i++)
        {
            await foreach (var _ in engine.GenerateAsync(prefix, Scenes.Question(0), new GenerationOptions { MaxTokens = 400, Temperature = 1 }, Token))
            {
                break;
            }
        }

        Assert.NotEmpty(await Scenes.Answer(engine, prefix, 0, new GenerationOptions { MaxTokens = 4 }));
    }

    [Fact]
    public async Task A_cancelled_prefill_is_given_up_inside_its_decode()
    {
        using var counting = new CountingRuntime(Nano.Load());
        await using var engine = new LanguageEngine(counting, new LanguageEngineOptions { PrefillChunk = 32 });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        counting.Hold();
        var opening = engine.OpenPrefixAsync([new TokensPart([.. Enumerable.Range(300, 600)])], PrefixAttention.Causal, cancellation.Token);
        await counting.Held;
        await cancellation.CancelAsync();
        counting.Go();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Equal((1, 1), (counting.Decodes, counting.Aborted));
    }

    [Fact]
    public async Task A_full_queue_is_refused_with_a_time_to_come_back()
    {
        using var counting = new CountingRuntime(Nano.Load());
        await using var engine = new LanguageEngine(counting, new LanguageEngineOptions { QueueLimit = 3, RunningLimit = 1 });
        using var prefix = await Scenes.Open(engine, 0);
        counting.Hold();
        var running = Scenes.Answer(engine, prefix, 0, new GenerationOptions { MaxTokens = 2 });
        await counting.Held;
        var waiting = Enumerable.Range(0, 3).Select(_ => Scenes.Answer(engine, prefix, 0, new GenerationOptions { MaxTokens = 2 })).ToList();
        var refusal = await Assert.ThrowsAsync<LanguageOverloadedException>(() => Scenes.Answer(engine, prefix, 0, new GenerationOptions { MaxTokens = 2 }));
        Assert.InRange(refusal.RetryAfter.TotalSeconds, 1, 60);
        counting.Go();
        var expected = await running;
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(expected, answer));
    }

    [Fact]
    public async Task A_decode_that_fails_fails_those_whom_it_met_and_the_loop_goes_on()
    {
        using var counting = new CountingRuntime(Nano.Load());
        await using var engine = new LanguageEngine(counting);
        using var prefix = await Scenes.Open(engine, 0);
        var options = new GenerationOptions { MaxTokens = 8 };
        var expected = await Scenes.Answer(engine, prefix, 0, options);
        counting.FailNext = 2; // the prefill of one request, and nothing else is left to fail
        await Assert.ThrowsAsync<LanguageRuntimeException>(() => Scenes.Answer(engine, prefix, 0, options));
        await Assert.ThrowsAsync<LanguageRuntimeException>(() => Scenes.Answer(engine, prefix, 0, options));
        Assert.Equal(expected, await Scenes.Answer(engine, prefix, 0, options));
    }

    [Fact]
    public async Task A_decode_that_fails_in_company_is_tried_again_for_each_alone()
    {
        using var counting = new CountingRuntime(Nano.Load());
        await using var engine = new LanguageEngine(counting);
        using var prefix = await Scenes.Open(engine, 0);
        var options = new GenerationOptions { MaxTokens = 40 };
        var expected = await Scenes.Answer(engine, prefix, 0, options);
        counting.FailCompany = true;
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Scenes.Answer(engine, prefix, 0, options)));
        Assert.True(counting.FailedInCompany > 0);
        Assert.All(answers, answer => Assert.Equal(expected, answer));
    }

    [Fact]
    public async Task Disposing_the_engine_ends_what_is_under_way()
    {
        var engine = new LanguageEngine(Nano.Load());
        var prefix = await Scenes.Open(engine, 0);
        var answer = Scenes.Answer(engine, prefix, 0, new GenerationOptions { MaxTokens = 500, Temperature = 1 });
        await engine.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => answer);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Scenes.Open(engine, 1));
        prefix.Dispose();
    }

    [Fact]
    public async Task A_disposed_prefix_cannot_be_asked()
    {
        await using var engine = new LanguageEngine(Nano.Load());
        var prefix = await Scenes.Open(engine, 0);
        prefix.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Scenes.Answer(engine, prefix, 0, new GenerationOptions()));
    }
}
