using System.Text.Json;
using VoxPilot.Core;

namespace VoxPilot.Llm.Tests.Grammar;

/// <summary>Whole answers of an untrained model, which would say anything else.</summary>
public sealed class ConstrainedAnswerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_to_random_schemas_are_JSON_that_a_plain_validator_accepts()
    {
        await using var engine = new LanguageEngine(Nano.Load(sequences: 16));
        using var prefix = await Scenes.Open(engine, 0);
        var schemas = new RandomSchemas(8);
        var all = Enumerable.Range(0, 120).Select(_ => schemas.Next()).ToList();
        var whole = 0;
        for (var i = 0; i < all.Count; i += 8)
        {
            var answers = all.Skip(i).Take(8).Select(async (schema, k) =>
            {
                var options = new GenerationOptions { MaxTokens = 400, Temperature = 1, Seed = (ulong)(i + k), Grammar = JsonSchemaGrammar.Convert(schema, "schema") };
                var items = await Scenes.Collect(engine, prefix, i + k, options);
                return (Schema: schema, Text: string.Concat(items.Select(item => item.Text)), items[^1].FinishReason);
            });
            foreach (var (schema, text, reason) in await Task.WhenAll(answers))
            {
                if (reason == FinishReason.Length)
                {
                    continue;
                }

                whole++;
                Assert.Equal(FinishReason.Stop, reason);
                Assert.True(PlainValidator.Parse(text) is { } value && PlainValidator.Accepts(schema, value), $"{schema}\n{text}");
                Assert.DoesNotContain('\uFFFD', text);
            }
        }

        Assert.True(whole > 100, $"Only {whole} answers came to an end.");
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public async Task A_constrained_answer_is_the_same_again_and_in_company(float temperature)
    {
        await using var engine = new LanguageEngine(Nano.Load(sequences: 16));
        using var prefix = await Scenes.Open(engine, 0);
        var options = new GenerationOptions { MaxTokens = 60, Temperature = temperature, Seed = 5, Grammar = JsonSchemaGrammar.AnyObject() };
        var alone = await Scenes.Answer(engine, prefix, 0, options);
        Assert.StartsWith("{", alone, StringComparison.Ordinal);
        var together = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Scenes.Answer(engine, prefix, i == 2 ? 0 : i, i == 2 ? options : options with { Grammar = i % 2 == 0 ? options.Grammar : null, Seed = (ulong)i })));
        Assert.Equal(alone, together[2]);
    }

    [Fact]
    public async Task An_answer_that_is_cut_says_length_and_one_that_is_whole_ends_by_itself()
    {
        await using var engine = new LanguageEngine(Nano.Load());
        using var prefix = await Scenes.Open(engine, 0);
        var whole = await Scenes.Collect(engine, prefix, 0, new GenerationOptions { MaxTokens = 200, Grammar = Schemas.Convert("""{ "type": "object", "properties": { "a": { "const": "left" } }, "required": ["a"] }""") });
        Assert.Equal(FinishReason.Stop, whole[^1].FinishReason);
        Assert.Equal("left", JsonSerializer.Deserialize<JsonElement>(string.Concat(whole.Select(i => i.Text))).GetProperty("a").GetString());
        var cut = await Scenes.Collect(engine, prefix, 0, new GenerationOptions { MaxTokens = 6, Grammar = Schemas.Convert("""{ "type": "string", "minLength": 100 }""") });
        Assert.Equal(FinishReason.Length, cut[^1].FinishReason);
        Assert.Equal(6, cut[^1].Usage!.CompletionTokens);
        Assert.StartsWith("\"", string.Concat(cut.Select(i => i.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_space_in_front_of_the_first_word_is_no_part_of_the_answer()
    {
        await using var engine = new LanguageEngine(Nano.Load());
        using var prefix = await Scenes.Open(engine, 0);
        var options = new GenerationOptions { MaxTokens = 30, Grammar = "root ::= \" \" \"yes\"" };
        Assert.Equal("yes", await Scenes.Answer(engine, prefix, 0, options));
        Assert.Equal(" yes", await Scenes.Answer(engine, prefix, 0, options with { SkipFirstSpace = false }));
    }

    [Fact]
    public async Task A_grammar_that_cannot_be_used_is_refused_and_the_loop_goes_on()
    {
        await using var engine = new LanguageEngine(Nano.Load());
        using var prefix = await Scenes.Open(engine, 0);
        var refusal = await Assert.ThrowsAsync<InvalidInputException>(() => Scenes.Answer(engine, prefix, 0, new GenerationOptions { Grammar = "root ::= none" }));
        Assert.Equal("response_format", refusal.Part);
        Assert.NotEmpty(await Scenes.Answer(engine, prefix, 0, new GenerationOptions { MaxTokens = 4 }));
    }

    [Fact]
    public async Task A_constraint_is_freed_however_its_answer_ends()
    {
        using var counting = new CountingRuntime(Nano.Load());
        var engine = new LanguageEngine(counting, new LanguageEngineOptions { QueueLimit = 1, RunningLimit = 1 });
        using var prefix = await Scenes.Open(engine, 0);
        var endless = new GenerationOptions { MaxTokens = 400, Temperature = 1, Grammar = "root ::= [a-z]* \"\\x01\"" };

        await Scenes.Answer(engine, prefix, 0, endless with { MaxTokens = 3 });
        Assert.Equal((1, 0), (counting.Constraints, counting.LiveConstraints));

        await foreach (var _ in engine.GenerateAsync(prefix, Scenes.Question(0), endless, Token))
        {
            break; // the reader leaves
        }

        counting.FailNext = 3;
        await Assert.ThrowsAsync<LanguageRuntimeException>(() => Scenes.Answer(engine, prefix, 0, endless));

        // A queue that is full, and answers under way and waiting when the engine ends.
        counting.FailNext = 0;
        counting.Hold();
        var running = Scenes.Answer(engine, prefix, 0, endless);
        await counting.Held;
        var waiting = Scenes.Answer(engine, prefix, 0, endless);
        await Assert.ThrowsAsync<LanguageOverloadedException>(() => Scenes.Answer(engine, prefix, 0, endless));
        var end = engine.DisposeAsync();
        counting.Go();
        await end;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => running);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        Assert.Equal((6, 0), (counting.Constraints, counting.LiveConstraints));
    }
}
