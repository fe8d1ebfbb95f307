using VoxPilot.World.Generation;

namespace VoxPilot.World.Tests.Generation;

[Collection(nameof(GeneratedWorld))]
public sealed class WorldGeneratorTests(GeneratedWorld world) : IDisposable
{
    private readonly string other = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(other))
        {
            Directory.Delete(other, recursive: true);
        }
    }

    [Fact]
    public void A_run_that_was_stopped_and_continued_on_one_thread_gives_the_same_bytes()
    {
        using CancellationTokenSource stop = new();
        GenerationOptions options = GeneratedWorld.Options(other) with { Threads = 1 };
        Assert.Throws<OperationCanceledException>(() => WorldGenerator.Generate(options, p => { if (p.Keyframes == 9) { stop.Cancel(); } }, stop.Token));
        Assert.False(File.Exists(Path.Combine(other, "world.json")));
        GenerationReport report = WorldGenerator.Generate(options, _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal((2, 2 * GeneratedWorld.PerScene), (report.Scenes, report.Keyframes));
        Dictionary<string, byte[]> expected = GeneratedWorld.Files(world.Folder), actual = GeneratedWorld.Files(other);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach ((string file, byte[] bytes) in expected)
        {
            Assert.True(bytes.AsSpan().SequenceEqual(actual[file]), $"{file} differs.");
        }
    }

    [Fact]
    public void When_it_is_done_the_folder_holds_data_and_nothing_else()
    {
        Assert.Equal(
            ["can_bus", "closed", "conv", "dense", "desc", "gts", "keywords", "maps", "planning", "samples", "v1.0-trainval", "vqa", "world.json"],
            Directory.EnumerateFileSystemEntries(world.Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(GeneratedWorld.Files(world.Folder).Keys, file => file.EndsWith(".part", StringComparison.Ordinal) || file.Contains(".generation", StringComparison.Ordinal));
    }

    [Fact]
    public void Progress_rises_to_the_end_and_rejections_are_counted()
    {
        Assert.Equal((2, 2 * GeneratedWorld.PerScene), (world.Report.Scenes, world.Report.Keyframes));
        Assert.Equal(world.Report.Scenes, world.Report.Attempts - world.Report.Rejected);
        Assert.Equal(2 * GeneratedWorld.PerScene, world.Progress.Max(p => p.Keyframes));
        Assert.Equal(2, world.Progress.Last().Scenes);
    }

    [Fact]
    public void The_same_request_again_finds_everything_done()
    {
        GenerationReport report = WorldGenerator.Generate(GeneratedWorld.Options(world.Folder), _ => Assert.Fail("Something was made again."), TestContext.Current.CancellationToken);
        Assert.True(report.AlreadyThere);
    }

    [Fact]
    public void Another_request_or_a_folder_with_something_else_is_refused()
    {
        GenerationException fault = Assert.Throws<GenerationException>(() => WorldGenerator.Generate(GeneratedWorld.Options(world.Folder) with { Seed = 8 }, _ => { }, TestContext.Current.CancellationToken));
        Assert.Contains("seed 7", fault.Message);
        Assert.Contains("seed 8", fault.Message);
        Directory.CreateDirectory(other);
        File.WriteAllText(Path.Combine(other, "thesis.txt"), "years of work");
        Assert.Contains("no world", Assert.Throws<GenerationException>(() => WorldGenerator.Generate(GeneratedWorld.Options(other), _ => { }, TestContext.Current.CancellationToken)).Message);
        Assert.Equal("years of work", File.ReadAllText(Path.Combine(other, "thesis.txt")));
    }

    [Theory]
    [InlineData(0, 2.0, 96, "number of scenes")]
    [InlineData(2, 0.2, 96, "0.5 to 120 seconds")]
    [InlineData(2, 2.0, 16, "32 to 4096 pixels")]
    public void Values_out_of_range_are_named_before_anything_is_written(int scenes, double seconds, int width, string expected)
    {
        GenerationOptions options = GeneratedWorld.Options(other) with { Scenes = scenes, Seconds = seconds, Width = width };
        Assert.Contains(expected, Assert.Throws<GenerationException>(() => WorldGenerator.Generate(options, _ => { }, TestContext.Current.CancellationToken)).Message);
        Assert.False(Directory.Exists(other));
    }
}
