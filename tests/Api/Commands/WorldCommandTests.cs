using VoxPilot.Api.Commands;

namespace VoxPilot.Api.Tests.Commands;

/// <summary><c>world generate</c> and <c>world look</c>: what they write, what they say, and how they end.</summary>
[Collection(nameof(TinyWorld))]
public sealed class WorldCommandTests : IDisposable
{
    private readonly TinyWorld world;
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-world-").FullName;
    private readonly string? dataFolder = Environment.GetEnvironmentVariable("VOXPILOT_DATA");

    public WorldCommandTests(TinyWorld world)
    {
        this.world = world;
        Environment.SetEnvironmentVariable("VOXPILOT_DATA", At("home")); // opened data sets leave their index there
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("VOXPILOT_DATA", dataFolder);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_run_counts_what_it_made_and_what_it_rejected()
    {
        Assert.Equal((0, ""), (world.ExitCode, world.Complained));
        Assert.Contains("scene 1/1, key frame 2/2", world.Said, StringComparison.Ordinal);
        Assert.Matches("(?m)^1 scenes, 2 key frames in [0-9:]+ \\([0-9.]+ per second\\)\\.$", world.Said);
        Assert.Matches("(?m)^Rejected because .*: \\d+ of [1-9]\\d* drives \\([0-9.]+ %\\)\\.$", world.Said);
        Assert.Contains($"world look --data {world.Folder} ", world.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_says_that_it_is_complete_and_changes_nothing()
    {
        Dictionary<string, DateTime> before = Times();
        (int code, string said, string complained) = await TinyWorld.GenerateAsync(world.Folder);
        Assert.Equal((0, ""), (code, complained));
        Assert.Contains($"{world.Folder} is complete already: 1 scenes, 2 key frames.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Rejected", said, StringComparison.Ordinal); // it has not driven
        Assert.Equal(before, Times());
    }

    [Theory]
    [InlineData("64")]
    [InlineData("64x")]
    [InlineData("wide x high")]
    [InlineData("31x36")]
    [InlineData("64x4097")]
    [InlineData("-64x36")]
    public async Task A_wrong_size_is_refused_before_anything_is_written(string size)
    {
        (int code, _, string complained) = await TinyWorld.RunAsync(WorldCommand.Create(), "world", "generate", $"--size={size}", "--out", At("new"));
        Assert.Equal(1, code);
        Assert.Contains($"--size must be WIDTHxHEIGHT with sides of 32 to 4096 pixels, like 256x96; it is '{size}'.", complained, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("new")));
    }

    [Theory]
    [InlineData("number of scenes", "--scenes", "0")]
    [InlineData("0.5 to 120 seconds", "--seconds", "0.1")]
    [InlineData("number of threads", "--threads", "-1")]
    public async Task A_number_out_of_range_is_refused_before_anything_is_written(string reason, params string[] options)
    {
        await RefusesAsync(reason, ["world", "generate", .. options, "--out", At("new")]);
        Assert.False(Directory.Exists(At("new")));
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_is_left_alone()
    {
        Directory.CreateDirectory(At("letters"));
        File.WriteAllText(At("letters/one.txt"), "Dear reader");
        await RefusesAsync("no world of this program", "world", "generate", "--out", At("letters"));
        Assert.Equal(At("letters/one.txt"), Assert.Single(Directory.GetFileSystemEntries(At("letters"))));
        Assert.Equal("Dear reader", File.ReadAllText(At("letters/one.txt")));
        Dictionary<string, DateTime> before = Times();
        await RefusesAsync("holds another world", "world", "generate", "--scenes", "2", "--out", world.Folder);
        Assert.Equal(before, Times());
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(1, 2)]
    public async Task Sheets_are_drawn_of_a_data_set(int every, int sheets)
    {
        (int code, string said, string complained) = await TinyWorld.RunAsync(WorldCommand.Create(), "world", "look", "--data", world.Folder, "--out", At("sheets"), "--every", $"{every}");
        Assert.Equal((0, ""), (code, complained));
        string[] files = [.. Directory.GetFiles(At("sheets")).Order(StringComparer.Ordinal)];
        Assert.Equal(sheets, files.Length);
        Assert.Equal([.. files, $"{sheets} sheets."], said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        Assert.All(files, file => Assert.Equal("\u0089PNG", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file), 0, 4)));
    }

    [Fact]
    public async Task Looking_at_what_is_no_data_set_says_what_was_expected()
    {
        await RefusesAsync("is no nuScenes data set", "world", "look", "--data", folder, "--out", At("sheets"));
        await RefusesAsync("does not exist", "world", "look", "--data", At("nowhere"), "--out", At("sheets"));
        Assert.False(Directory.Exists(At("sheets")));
    }

    [Fact]
    public async Task Sheets_cannot_be_drawn_of_every_zeroth_key_frame()
    {
        (int code, _, string complained) = await TinyWorld.RunAsync(WorldCommand.Create(), "world", "look", "--data", world.Folder, "--out", At("sheets"), "--every", "0");
        Assert.Equal(1, code);
        Assert.Contains("--every must be 1 or more.", complained, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("sheets")));
    }

    private string At(string path) => Path.Combine(folder, path);

    private Dictionary<string, DateTime> Times() =>
        Directory.EnumerateFiles(world.Folder, "*", SearchOption.AllDirectories).ToDictionary(file => file, File.GetLastWriteTimeUtc);

    private static async Task RefusesAsync(string reason, params string[] args)
    {
        (int code, _, string complained) = await TinyWorld.RunAsync(WorldCommand.Create(), args);
        Assert.Equal(1, code);
        string line = Assert.Single(complained.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("voxpilot: ", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }
}
