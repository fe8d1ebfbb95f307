namespace VoxPilot.Driving.Tests.Packs;

public sealed class PackCatalogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly PackCatalog catalog;

    public PackCatalogTests() => catalog = new(folder.At("home"), folder.At("data"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_untrained_nano_is_made_below_the_data_root_once()
    {
        int made = 0;
        ModelPack first = catalog.OpenOrCreate(UntrainedPack.NanoName, () => made++), again = catalog.OpenOrCreate(UntrainedPack.NanoName, () => made++);
        Assert.Equal(1, made);
        Assert.Equal(first.Info.Hash, again.Info.Hash);
        Assert.StartsWith(folder.At("data", "models"), first.Folder, StringComparison.Ordinal);
        Assert.Equal("nano", first.Info.Architecture);
    }

    [Fact]
    public void An_untrained_nano_of_another_architecture_is_made_again()
    {
        UntrainedPack.Create(folder.At("data", "models", "nano"), TinyConfig.Create(), 1);
        ModelPack pack = catalog.OpenOrCreate(UntrainedPack.NanoName);
        Assert.Equal(DrivingModelConfig.Nano().Perception.Encoder.Queries, pack.Manifest.Config.Perception.Encoder.Queries);
    }

    [Fact]
    public void A_pack_that_ships_wins_and_is_never_written()
    {
        ModelPack shipped = UntrainedPack.Create(folder.At("home", "models", "nano"), TinyConfig.Create(), 1);
        ModelPack found = catalog.OpenOrCreate(UntrainedPack.NanoName, () => Assert.Fail("Nothing is to be made."));
        Assert.Equal(shipped.Folder, found.Folder);
    }

    [Fact]
    public void All_packs_are_listed_and_broken_ones_are_not()
    {
        UntrainedPack.Create(folder.At("home", "models", "a"), TinyConfig.Create(), 1);
        UntrainedPack.Create(folder.At("data", "models", "b"), TinyConfig.Create(), 1);
        ModelPack broken = UntrainedPack.Create(folder.At("data", "models", "c"), TinyConfig.Create(), 1);
        File.Delete(broken.PathOf(PackFiles.Language));
        Assert.Equal(["a", "b"], catalog.List().Select(p => p.Name));
    }

    [Fact]
    public void A_pack_that_is_not_there_is_refused_by_name() =>
        Assert.Contains("'vicuna'", Assert.Throws<PackException>(() => catalog.OpenOrCreate("vicuna")).Message, StringComparison.Ordinal);
}
