namespace VoxPilot.Llm.Tests;

/// <summary>
/// The laws: an answer's bits do not depend on its company. Compared are the answers, sampled at temperature 1, and a hash of the
/// logits behind each of their tokens, in which a single changed bit shows.
/// </summary>
public sealed class CompanyTests
{
    private static readonly GenerationOptions Options = new() { MaxTokens = 40, Temperature = 1, Seed = 9 };

    [Theory]
    [InlineData(GgufTensorType.F32, 2)]
    [InlineData(GgufTensorType.F32, 3, 2)]
    [InlineData(GgufTensorType.F32, 7)]
    [InlineData(GgufTensorType.F16, 7)]
    [InlineData(GgufTensorType.Q8_0, 2)]
    [InlineData(GgufTensorType.Q8_0, 7)]
    public async Task Answers_are_equal_to_the_bit_alone_and_in_company(GgufTensorType type, int company, int threads = 1)
    {
        await using var run = new RecordedEngine(type, sequences: 2 * company + 1, runningLimit: company, threads);
        var options = Options with { MaxTokens = threads == 1 ? 40 : 8 }; // threads wait long for each other on a busy machine
        var alone = new List<Trace>();
        for (var scene = 0; scene < company; scene++)
        {
            using var prefix = await Scenes.Open(run.Engine, scene);
            alone.Add(await run.Ask(prefix, scene, options));
        }

        // The first decode stands still until all have asked: company does not depend on how fast this machine is.
        var prefixes = new List<LanguagePrefix>();
        for (var scene = 0; scene < company; scene++)
        {
            prefixes.Add(await Scenes.Open(run.Engine, scene));
        }

        run.Runtime.Hold();
        var asked = prefixes.Select((prefix, scene) => run.Ask(prefix, scene, options)).ToList();
        await run.Runtime.Held;
        run.Runtime.Go();
        var together = await Task.WhenAll(asked);
        prefixes.ForEach(prefix => prefix.Dispose());

        Assert.True(run.MostRows >= Math.Min(company, 3), "nothing ever ran together");
        Assert.Equal(0, run.SharedPrompts);
        for (var scene = 0; scene < company; scene++)
        {
            together[scene].RequireEqual(alone[scene]);
        }
    }

    [Fact]
    public async Task Forks_of_one_prefix_do_not_disturb_each_other()
    {
        await using var run = new RecordedEngine(GgufTensorType.F32, sequences: 12, runningLimit: 8);
        using var prefix = await Scenes.Open(run.Engine, 0);
        var alone = new List<Trace>();
        for (var question = 0; question < 4; question++)
        {
            alone.Add(await run.Ask(prefix, question));
        }

        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => run.Ask(prefix, i % 4)));
        for (var i = 0; i < 8; i++)
        {
            together[i].RequireEqual(alone[i % 4]);
        }
    }

    [Fact]
    public async Task Lone_sequences_far_apart_and_long_neighbours_change_nothing()
    {
        await using var run = new RecordedEngine(GgufTensorType.F32, sequences: 16, runningLimit: 12);
        using var prefix = await Scenes.Open(run.Engine, 0);
        var alone = await run.Ask(prefix, 0, Options with { MaxTokens = 120 });

        // Short answers around a long one leave holes in the sequence numbers; a long prompt stretches the attention window.
        using var longer = await run.Engine.OpenPrefixAsync([new TokensPart([.. Enumerable.Range(300, 500)])], PrefixAttention.Causal, TestContext.Current.CancellationToken);
        var others = Enumerable.Range(0, 6).Select(i => run.Ask(prefix, i, Options with { MaxTokens = 3 + 9 * i })).ToList();
        var subject = run.Ask(prefix, 0, Options with { MaxTokens = 120 });
        others.AddRange(Enumerable.Range(0, 3).Select(i => run.Ask(longer, i, Options with { MaxTokens = 30 + 20 * i })));
        await Task.WhenAll(others);
        (await subject).RequireEqual(alone);
    }

    [Fact]
    public async Task Evicted_prefixes_are_computed_again_to_the_same_bits()
    {
        await using var run = new RecordedEngine(GgufTensorType.F32, sequences: 3, runningLimit: 2);
        var prefixes = new List<LanguagePrefix>();
        var first = new List<Trace>();
        for (var scene = 0; scene < 6; scene++)
        {
            prefixes.Add(await Scenes.Open(run.Engine, scene));
            first.Add(await run.Ask(prefixes[scene], scene));
        }

        Assert.Contains(prefixes, p => !p.IsResident);
        Assert.Contains(prefixes, p => p.IsResident);
        var hidden = prefixes[0].Hidden.ToArray();
        for (var scene = 0; scene < 6; scene++)
        {
            (await run.Ask(prefixes[scene], scene)).RequireEqual(first[scene]);
        }

        Assert.Equal(hidden, prefixes[0].Hidden);
        var together = await Task.WhenAll(prefixes.Select((p, scene) => run.Ask(p, scene)));
        for (var scene = 0; scene < 6; scene++)
        {
            together[scene].RequireEqual(first[scene]);
        }

        prefixes.ForEach(p => p.Dispose());
    }

    [Fact]
    public async Task The_least_recently_used_prefix_goes_first()
    {
        await using var run = new RecordedEngine(GgufTensorType.F32, sequences: 4, runningLimit: 1);
        using var a = await Scenes.Open(run.Engine, 0);
        using var b = await Scenes.Open(run.Engine, 1);
        using var c = await Scenes.Open(run.Engine, 2);
        await run.Ask(a, 0);
        using var d = await Scenes.Open(run.Engine, 3);
        using var e = await Scenes.Open(run.Engine, 4);
        Assert.Equal((true, false, true, true, true), (a.IsResident, b.IsResident, c.IsResident, d.IsResident, e.IsResident));
    }

    [Fact]
    public async Task Cancelled_company_changes_nothing()
    {
        await using var run = new RecordedEngine(GgufTensorType.F32, sequences: 12, runningLimit: 8);
        using var prefix = await Scenes.Open(run.Engine, 0);
        var alone = await run.Ask(prefix, 1, Options with { MaxTokens = 80 });
        var subject = run.Ask(prefix, 1, Options with { MaxTokens = 80 });
        for (var i = 0; i < 10; i++)
        {
            using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            await foreach (var _ in run.Engine.GenerateAsync(prefix, Scenes.Question(i), Options, cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        }

        (await subject).RequireEqual(alone);
    }
}
