using VoxPilot.Core;
using VoxPilot.Driving.Tests.Service;
using VoxPilot.Llm;

namespace VoxPilot.Driving.Tests.Adapters;

/// <summary>Adapters that come and go while questions are answered with them and without.</summary>
public sealed class AdapterTests(NanoFixture nano) : IClassFixture<NanoFixture>, IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static LanguageConfig Language => DrivingModelConfig.Nano().Language;

    private DrivingService Service => nano.Service;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        foreach (Adapter adapter in Service.Adapters)
        {
            Service.RemoveAdapter(adapter.Name);
        }
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_adapter_answers_in_its_own_way_and_leaves_the_others_as_they_were()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(5), new(), Token);
        Answer plain = await AskAsync(scene, null);
        await LoadAsync("night", 1);
        await LoadAsync("rain", 2);
        Answer night = await AskAsync(scene, "night"), rain = await AskAsync(scene, "rain");
        Assert.Equal((null, "night", "rain"), (plain.Adapter, night.Adapter, rain.Adapter));
        Assert.Equal(3, new[] { plain.Text, night.Text, rain.Text }.Distinct().Count());
        Assert.Equal((plain.Usage.PromptTokens, plain.Usage.SceneTokens, plain.Usage.CachedTokens), (night.Usage.PromptTokens, night.Usage.SceneTokens, night.Usage.CachedTokens));

        Answer[] together = await Task.WhenAll(((string?[])[null, "night", "rain", "rain", null, "night"]).Select(name => AskAsync(scene, name)));
        Assert.Equal([plain.Text, night.Text, rain.Text, rain.Text, plain.Text, night.Text], together.Select(a => a.Text));
        Scene other = await Service.CreateSceneAsync(MadeFrames.Create(5), new(), Token);
        Assert.Equal((night.Text, plain.Text), ((await AskAsync(other, "night")).Text, (await AskAsync(other, null)).Text));

        Answer blind = await Service.AnswerAsync(scene, Asking(null) with { WithoutScene = true }, Token);
        Assert.NotEqual(blind.Text, (await Service.AnswerAsync(scene, Asking("night") with { WithoutScene = true }, Token)).Text);
    }

    [Fact]
    public async Task Occupancy_and_plans_are_those_of_the_language_model_as_it_is()
    {
        string before = await Bodies.OfAsync(Service, MadeFrames.Create(2));
        await LoadAsync("night", 1);
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(2), new(), Token);
        await AskAsync(scene, "night");
        Assert.Equal(before, await Bodies.OfAsync(Service, MadeFrames.Create(2)));
    }

    [Fact]
    public async Task Half_the_strength_is_another_adapter()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(5), new(), Token);
        await LoadAsync("whole", 1);
        await LoadAsync("half", 1, scale: 0.5);
        await LoadAsync("none", 1, scale: 0);
        Assert.NotEqual((await AskAsync(scene, "whole")).Text, (await AskAsync(scene, "half")).Text);
        Assert.Equal((await AskAsync(scene, null)).Text, (await AskAsync(scene, "none")).Text);
    }

    [Fact]
    public async Task One_that_is_dropped_during_an_answer_serves_it_to_its_end_and_takes_no_other()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(5), new(), Token);
        await AskAsync(scene, null);
        long without = Service.Load.SceneBytes;
        await LoadAsync("night", 1);
        Answer expected = await AskAsync(scene, "night");
        Assert.True(Service.Load.SceneBytes > without, "the prefix with the adapter weighs nothing");

        Answer? answer = null;
        await using (IAsyncEnumerator<AnswerEvent> events = Service.AskAsync(scene, Asking("night"), Token).GetAsyncEnumerator(Token))
        {
            Assert.True(await events.MoveNextAsync());
            Assert.Equal(1, Assert.Single(Service.Adapters).InUse);
            Assert.True(Service.RemoveAdapter("night"));
            Assert.False(Service.RemoveAdapter("night"));
            Assert.Empty(Service.Adapters);
            InvalidInputException e = await Assert.ThrowsAsync<InvalidInputException>(() => AskAsync(scene, "night"));
            Assert.Equal("adapter", e.Part);
            await LoadAsync("night", 2); // the name is free at once
            Assert.NotEqual(expected.Text, (await AskAsync(scene, "night")).Text);
            while (await events.MoveNextAsync())
            {
                answer = (events.Current as AnswerDone)?.Answer ?? answer;
            }
        }
        Assert.Equal((expected.Text, "night"), (answer!.Text, answer.Adapter));
        Assert.True(Service.RemoveAdapter("night"));
        Assert.Equal(without, Service.Load.SceneBytes);
        Assert.NotEmpty((await AskAsync(scene, null)).Text);
    }

    [Fact]
    public async Task A_loaded_one_says_what_it_is()
    {
        string path = MadeAdapter.Write(folder.At("rain.gguf"), Language, 2);
        Adapter loaded = await Service.LoadAdapterAsync(new("rain", path, AdapterOrigin.File, "rain.gguf", 0.5), Token);
        File.Delete(path); // it is not needed any more
        Assert.Equal(("rain", AdapterOrigin.File, "rain.gguf", 0.5, 0), (loaded.Name, loaded.Origin, loaded.File, loaded.Scale, loaded.InUse));
        Assert.Equal(64, loaded.Hash.Length);
        Assert.True(loaded.Bytes > 4 * 4 * Language.Width);
        Assert.Equal(loaded, Assert.Single(Service.Adapters));
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(5), new(), Token);
        Assert.NotEmpty((await AskAsync(scene, "rain")).Text);
        Assert.Equal(0, Assert.Single(Service.Adapters).InUse);
    }

    [Fact]
    public async Task What_cannot_be_loaded_is_refused_by_its_part_and_leaves_the_name_free()
    {
        string good = MadeAdapter.Write(folder.At("good.gguf"), Language, 1);
        string narrow = MadeAdapter.Write(folder.At("narrow.gguf"), Language with { Width = 128 }, 1);
        File.WriteAllText(folder.At("text.gguf"), "no GGUF");
        await Refused("name", new("../night", good, AdapterOrigin.File, "good.gguf"), "letters");
        await Refused("name", new("", good, AdapterOrigin.File, "good.gguf"), "letters");
        await Refused("scale", new("night", good, AdapterOrigin.File, "good.gguf", double.NaN), "scale");
        await Refused("file", new("night", narrow, AdapterOrigin.File, "narrow.gguf"), "does not fit the language model of nano: the tensor blk.0.attn_q.weight.lora_a has the shape (4, 128); (4, 256) is expected.");
        await Refused("file", new("night", folder.At("text.gguf"), AdapterOrigin.File, "text.gguf"), "no GGUF file");
        await Refused("file", new("night", folder.At("nowhere.gguf"), AdapterOrigin.File, "nowhere.gguf"), "find");
        await Service.LoadAdapterAsync(new("night", good, AdapterOrigin.File, "good.gguf"), Token);
        await Assert.ThrowsAsync<AdapterExistsException>(() => Service.LoadAdapterAsync(new("night", good, AdapterOrigin.File, "good.gguf"), Token));

        async Task Refused(string part, AdapterSource source, string reason)
        {
            InvalidInputException e = await Assert.ThrowsAsync<InvalidInputException>(() => Service.LoadAdapterAsync(source, Token));
            Assert.Equal(part, e.Part);
            Assert.Contains(reason, e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(folder.Path, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_more_are_loaded_than_allowed()
    {
        await using DrivingService service = await NanoFixture.StartAsync(new() { Adapters = 1 });
        string path = MadeAdapter.Write(folder.At("a.gguf"), Language, 1);
        await service.LoadAdapterAsync(new("a", path, AdapterOrigin.File, "a.gguf"), Token);
        InvalidInputException e = await Assert.ThrowsAsync<InvalidInputException>(() => service.LoadAdapterAsync(new("b", path, AdapterOrigin.File, "a.gguf"), Token));
        Assert.Contains("drop one first", e.Message, StringComparison.Ordinal);
        Assert.True(service.RemoveAdapter("a"));
        await service.LoadAdapterAsync(new("b", path, AdapterOrigin.File, "a.gguf"), Token);
    }

    [Fact]
    public async Task An_unknown_one_is_answered_with_those_that_are_loaded()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(5), new(), Token);
        Assert.Contains("none is loaded", (await Assert.ThrowsAsync<InvalidInputException>(() => AskAsync(scene, "fog"))).Message, StringComparison.Ordinal);
        await LoadAsync("rain", 1);
        await LoadAsync("night", 2);
        Assert.Contains("loaded are night, rain", (await Assert.ThrowsAsync<InvalidInputException>(() => AskAsync(scene, "fog"))).Message, StringComparison.Ordinal);
        Service.RequireAdapter("rain");
        Assert.Throws<InvalidInputException>(() => Service.RequireAdapter("fog"));
    }

    private static Question Asking(string? adapter) => Question.Of("What is ahead?") with { MaxTokens = 24, Temperature = 1, Seed = 4, Adapter = adapter };

    private Task<Answer> AskAsync(Scene scene, string? adapter) => Service.AnswerAsync(scene, Asking(adapter), Token);

    private Task<Adapter> LoadAsync(string name, int seed, double scale = 1) =>
        Service.LoadAdapterAsync(new(name, MadeAdapter.Write(folder.At($"{name}.gguf"), Language, seed), AdapterOrigin.File, $"{name}.gguf", scale), Token);
}
