using VoxPilot.Llm;

namespace VoxPilot.Driving.Tests.Packs;

/// <summary>Packs with a LoRA beside their language model, and with one inside it.</summary>
public sealed class AdaptedPackTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static LanguageConfig Language => TinyConfig.Create().Language;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_adapter_in_the_pack_is_loaded_with_it_and_listed()
    {
        ModelPack pack = Base();
        string card = File.ReadAllText(pack.PathOf(PackFiles.ModelCard)), hash = pack.Info.Hash;
        pack = AdaptedPack.Add(pack, "night", MadeAdapter.Write(folder.At("lora.gguf"), Language, 1));
        pack = AdaptedPack.Add(pack, "rain", MadeAdapter.Write(folder.At("lora.gguf"), Language, 2));
        pack.Verify();
        Assert.NotEqual(hash, pack.Info.Hash);
        Assert.Equal([("night", "adapters/night.gguf"), ("rain", "adapters/rain.gguf")], pack.Adapters);
        Assert.Equal(card, File.ReadAllText(pack.PathOf(PackFiles.ModelCard)));
        Assert.Contains("night of lora.gguf", pack.Manifest.Provenance.Stages[^2], StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => AdaptedPack.Add(pack, "rain", folder.At("lora.gguf")));
        Assert.Throws<InvalidDataException>(() => AdaptedPack.Add(pack, "a/b", folder.At("lora.gguf")));

        await using DrivingService service = await StartAsync("base");
        Assert.Equal([("night", AdapterOrigin.Pack, "adapters/night.gguf"), ("rain", AdapterOrigin.Pack, "adapters/rain.gguf")], service.Adapters.Select(a => (a.Name, a.Origin, a.File!)));
        Assert.Equal(pack.Manifest.Files.Single(f => f.Name == "adapters/rain.gguf").Sha256, service.Adapters[1].Hash);
        Assert.Equal(3, (await Task.WhenAll(AskAsync(service, null), AskAsync(service, "night"), AskAsync(service, "rain"))).Distinct().Count());
    }

    [Fact]
    public async Task A_pack_whose_adapter_does_not_fit_says_which_file_it_is()
    {
        ModelPack pack = Base();
        string wide = MadeAdapter.Write(folder.At("wide.gguf"), Language with { Width = 512 }, 1);
        Assert.Contains("is expected", Assert.Throws<InvalidDataException>(() => AdaptedPack.Add(pack, "wide", wide)).Message, StringComparison.Ordinal);
        TrainedPack.Rewrite(pack.Folder, pack, pack.Manifest, _ => true, target =>
        {
            Directory.CreateDirectory(Path.Combine(target, PackFiles.Adapters));
            File.Copy(wide, Path.Combine(target, PackFiles.Adapter("wide")));
        });
        PackException e = await Assert.ThrowsAsync<PackException>(() => StartAsync("base"));
        Assert.Equal("adapters/wide.gguf", e.File);
        Assert.Contains("lora_a has the shape (4, 512); (4, 256) is expected", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fused_it_says_what_it_says_with_the_adapter_beside_it()
    {
        // In F32: what differs is the order of sums.
        ModelPack made = Base();
        ModelPack pack = TrainedPack.Rewrite(folder.At("data", "models", "whole"), made, made.Manifest with { Name = "whole", Trained = true, Metrics = [new("m", 1, "", "c")] }, file => file != PackFiles.Language, target =>
            UntrainedLlama.Write(Path.Combine(target, PackFiles.Language), Language, 3, GgufTensorType.F32));
        pack = AdaptedPack.Add(pack, "night", MadeAdapter.Write(folder.At("lora.gguf"), Language, 1));
        ModelPack fused = AdaptedPack.Fuse(folder.At("data", "models", "fused"), pack, folder.At("lora.gguf"), null, 1);
        fused.Verify();
        Assert.Equal(("fused", true, 0, 0), (fused.Info.Name, fused.Info.Trained, fused.Info.Metrics.Count, fused.Adapters.Count));
        Assert.Contains("whole with the LoRA lora.gguf fused", fused.Manifest.Provenance.Summary, StringComparison.Ordinal);
        Assert.Contains(pack.Info.Hash[..12], fused.Manifest.Provenance.Stages[^1], StringComparison.Ordinal);
        Assert.Contains("lora.gguf fused", File.ReadAllText(fused.PathOf(PackFiles.ModelCard)), StringComparison.Ordinal);
        foreach (string same in (string[])[PackFiles.Perception, PackFiles.Planner, PackFiles.Connector, PackFiles.Anchors])
        {
            Assert.Equal(pack.Manifest.Files.Single(f => f.Name == same), fused.Manifest.Files.Single(f => f.Name == same));
        }
        await using DrivingService beside = await StartAsync("whole"), inside = await StartAsync("fused");
        string expected = await AskAsync(beside, "night");
        Assert.NotEqual(await AskAsync(beside, null), expected);
        Assert.Equal(expected, await AskAsync(inside, null));
    }

    private ModelPack Base() => UntrainedPack.Create(folder.At("data", "models", "base"), TinyConfig.Create(), 3);

    private async Task<DrivingService> StartAsync(string pack)
    {
        DrivingService service = DrivingService.Start(new() { Pack = pack }, new(folder.At("home"), folder.At("data")));
        try
        {
            await service.Ready;
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    private static async Task<string> AskAsync(DrivingService service, string? adapter)
    {
        Scene scene = await service.CreateSceneAsync(MadeFrames.Create(3), new(), Token);
        return (await service.AnswerAsync(scene, Question.Of("What is ahead?") with { MaxTokens = 16, Adapter = adapter }, Token)).Text;
    }
}
