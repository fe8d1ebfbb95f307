using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.NuScenes;

namespace VoxPilot.Core.Tests.Datasets.NuScenes;

[Collection(nameof(MadeUpDataset))]
public sealed class NuScenesIndexCacheTests(MadeUpDataset original) : IDisposable
{
    private readonly MadeUpDatasetCopy made = new(original);

    private string Tables => Path.Combine(made.Root, made.Version);

    public void Dispose() => made.Dispose();

    [Fact]
    public void The_second_open_is_the_first()
    {
        string[] before = [.. Directory.EnumerateFileSystemEntries(made.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        NuScenesIndex first = NuScenesIndexCache.Open(Tables, made.Cache);
        string file = Assert.Single(Directory.GetFiles(made.Cache));
        DateTime written = File.GetLastWriteTimeUtc(file);
        AssertSame(first, NuScenesIndexCache.Open(Tables, made.Cache));
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(made.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0)] // version
    [InlineData(20)] // key
    [InlineData(2000)] // content
    [InlineData(-1)] // checksum
    public void A_damaged_cache_is_made_anew(int at)
    {
        NuScenesIndex first = NuScenesIndexCache.Open(Tables, made.Cache);
        string file = Assert.Single(Directory.GetFiles(made.Cache));
        byte[] good = File.ReadAllBytes(file), bad = [.. good];
        bad[at < 0 ? bad.Length + at : at] ^= 0x40;
        File.WriteAllBytes(file, bad);
        AssertSame(first, NuScenesIndexCache.Open(Tables, made.Cache));
        Assert.Equal(good.Length, File.ReadAllBytes(file).Length);
        Assert.NotEqual(bad, File.ReadAllBytes(file));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(1500)]
    public void A_cut_off_cache_is_made_anew(int length)
    {
        NuScenesIndex first = NuScenesIndexCache.Open(Tables, made.Cache);
        string file = Assert.Single(Directory.GetFiles(made.Cache));
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..length]);
        AssertSame(first, NuScenesIndexCache.Open(Tables, made.Cache));
    }

    [Fact]
    public void Tables_that_changed_are_read_again()
    {
        made.Open();
        made.Edit("scene", rows => rows[0]!["name"] = "scene-0999");
        Assert.Equal("scene-0999", made.Open().Scene(0));
    }

    [Fact]
    public void A_cache_folder_that_cannot_be_made_costs_only_time()
    {
        string blocked = Path.Combine(made.Cache, "file");
        File.WriteAllText(blocked, "");
        Assert.Equal(8, NuScenesDataset.Open(made.Root, new() { CacheFolder = Path.Combine(blocked, "below") }).Count);
    }

    private static void AssertSame(NuScenesIndex a, NuScenesIndex b)
    {
        Assert.Equal(a.Cameras, b.Cameras);
        Assert.Equal(a.Categories, b.Categories);
        Assert.Equal(a.Attributes, b.Attributes);
        Assert.Equal(a.SceneNames, b.SceneNames);
        Assert.Equal(a.Locations, b.Locations);
        Assert.Equal(a.Scenes, b.Scenes);
        Assert.Equal(a.Samples, b.Samples);
        Assert.Equal(a.Files, b.Files);
        Assert.Equal(a.Data, b.Data);
        Assert.Equal(a.Mounts, b.Mounts);
        Assert.Equal(a.Annotations, b.Annotations);
        Assert.Equal(a.FileNames, b.FileNames);
    }
}
