using VoxPilot.Llm;

namespace VoxPilot.Driving.Tests.Scenes;

public sealed class AdaptedPrefixesTests : IAsyncLifetime
{
    private static readonly LanguageConfig language = LanguageConfig.Nano() with { Width = 64, Layers = 1, Heads = 2, KvHeads = 2, Ffn = 96, Context = 64 };

    private readonly TemporaryFolder folder = new();
    private readonly AdaptedPrefixes prefixes = new();
    private LanguageEngine engine = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        UntrainedLlama.Write(folder.At("llm.gguf"), language, 3);
        engine = new(LlamaRuntime.Load(folder.At("llm.gguf"), new() { Sequences = 8, ContextPerSequence = 64, BatchRows = 64, Threads = 1 }, null, Token));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_last_few_are_kept_and_one_in_use_goes_when_its_answer_ends()
    {
        LanguageAdapter[] adapters = [.. await Task.WhenAll(Enumerable.Range(0, AdaptedPrefixes.Maximum + 1).Select(LoadAsync))];
        PrefixUse first = prefixes.Keep(await OpenAsync(adapters[0]));
        foreach (LanguageAdapter adapter in adapters[1..^1])
        {
            prefixes.Keep(await OpenAsync(adapter)).Dispose();
        }
        prefixes.Find(adapters[1])!.Dispose();
        Assert.Equal(AdaptedPrefixes.Maximum, prefixes.Count);
        prefixes.Keep(await OpenAsync(adapters[^1])).Dispose();
        Assert.Equal(AdaptedPrefixes.Maximum, prefixes.Count);
        Assert.Null(prefixes.Find(adapters[0]));
        Assert.Same(adapters[1], prefixes.Find(adapters[1])!.Prefix.Adapter);

        await ReadAsync(first.Prefix); // it is still there for its answer
        first.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ReadAsync(first.Prefix));
    }

    [Fact]
    public async Task What_belongs_to_a_dropped_adapter_or_a_scene_that_is_gone_is_let_go_of()
    {
        LanguageAdapter dropped = await LoadAsync(0), other = await LoadAsync(1);
        PrefixUse gone = prefixes.Keep(await OpenAsync(dropped)), stays = prefixes.Keep(await OpenAsync(other));
        gone.Dispose();
        stays.Dispose();
        long both = prefixes.Bytes;
        prefixes.Drop(dropped);
        Assert.Equal((1, both / 2), (prefixes.Count, prefixes.Bytes));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ReadAsync(gone.Prefix));
        await ReadAsync(stays.Prefix);
        prefixes.Dispose();
        Assert.Equal((0, 0), (prefixes.Count, prefixes.Bytes));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ReadAsync(stays.Prefix));
    }

    private Task<LanguageAdapter> LoadAsync(int seed) => engine.LoadAdapterAsync(MadeAdapter.Write(folder.At($"{seed}.gguf"), language, seed));

    private Task<LanguagePrefix> OpenAsync(LanguageAdapter adapter) => engine.OpenPrefixAsync([new TokensPart([1, 40, 77])], PrefixAttention.Causal, adapter, Token);

    private Task<LanguageEvaluation> ReadAsync(LanguagePrefix prefix) => engine.EvaluateAsync(prefix, [new TokensPart([5, 9])], Token);
}
