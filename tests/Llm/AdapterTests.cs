namespace VoxPilot.Llm.Tests;

public sealed class AdapterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scenes_with_and_without_an_adapter_run_side_by_side_and_give_what_they_give_alone()
    {
        await using var run = new RecordedEngine(GgufTensorType.F32, sequences: 12, runningLimit: 6);
        using var plain = await Scenes.Open(run.Engine, 0);
        var expectedPlain = await run.Ask(plain, 0);
        var adapter = await run.Engine.LoadAdapterAsync(Write());
        using var adapted = await OpenWith(run.Engine, adapter);
        var expectedAdapted = await run.Ask(adapted, 0);
        Assert.NotEqual(expectedPlain.Steps, expectedAdapted.Steps);

        var together = await Task.WhenAll(run.Ask(plain, 0), run.Ask(adapted, 0), run.Ask(plain, 0), run.Ask(adapted, 0));
        together[0].RequireEqual(expectedPlain);
        together[1].RequireEqual(expectedAdapted);
        together[2].RequireEqual(expectedPlain);
        together[3].RequireEqual(expectedAdapted);
    }

    [Fact]
    public async Task A_released_adapter_serves_its_prefixes_to_their_end_and_takes_no_new_ones()
    {
        await using var run = new RecordedEngine(GgufTensorType.F32, sequences: 4, runningLimit: 2);
        var adapter = await run.Engine.LoadAdapterAsync(Write());
        using var prefix = await OpenWith(run.Engine, adapter);
        var expected = await run.Ask(prefix, 0);
        adapter.Dispose();
        (await run.Ask(prefix, 0)).RequireEqual(expected);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => OpenWith(run.Engine, adapter));
    }

    [Fact]
    public async Task An_adapter_that_is_no_adapter_is_refused_and_the_loop_goes_on()
    {
        await using var engine = new LanguageEngine(Nano.Load());
        await Assert.ThrowsAsync<LanguageRuntimeException>(() => engine.LoadAdapterAsync("/nowhere/adapter.gguf"));
        await Assert.ThrowsAsync<LanguageRuntimeException>(() => engine.LoadAdapterAsync(Nano.Model()));
        using var prefix = await Scenes.Open(engine, 0);
        Assert.NotEmpty(await Scenes.Answer(engine, prefix, 0, new GenerationOptions { MaxTokens = 4 }));
    }

    private static Task<LanguagePrefix> OpenWith(LanguageEngine engine, LanguageAdapter adapter) =>
        engine.OpenPrefixAsync([new TokensPart([1]), Nano.Embeddings(100, 20, engine.Info.Width)], PrefixAttention.Causal, adapter, Token);

    private static string Write()
    {
        var path = Nano.NewFile("adapter.gguf");
        var random = new Random(4);
        LoraGguf.Write(path, Nano.Tiny, 4, 8, tensor => tensor.Name.Contains("attn_q", StringComparison.Ordinal) || tensor.Name.Contains("ffn_up", StringComparison.Ordinal)
            ? (Matrix(4 * tensor.Shape[1]), Matrix(tensor.Shape[0] * 4))
            : null);
        return path;

        float[] Matrix(long count) => [.. Enumerable.Range(0, (int)count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
