using System.Text.Json;
using VoxPilot.Api.Commands;

namespace VoxPilot.Api.Tests.Commands;

/// <summary><c>data check</c>: what it says, and how it ends.</summary>
[Collection(nameof(TinyWorld))]
public sealed class DataCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-check-").FullName;
    private readonly string data;

    public DataCommandTests(TinyWorld world)
    {
        data = Path.Combine(folder, "world");
        foreach (string file in Directory.EnumerateFiles(world.Folder, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(data, Path.GetRelativePath(world.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("tables read, files looked for")]
    [InlineData("every file decoded", "--deep")]
    public async Task A_sound_data_set_is_counted_and_clean(string how, params string[] options)
    {
        (int code, string said, string complained) = await CheckAsync(data, options);
        Assert.Equal(DataCommand.Clean, code);
        string[] lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"{data} (v1.0-trainval), {how}", lines[0]);
        Assert.Contains("samples      2", lines);
        Assert.Contains("occupancy    2 samples", lines);
        Assert.Contains("depth, class 2 samples", lines);
        Assert.Contains("image sizes  64×36 12", lines);
        Assert.Equal("Nothing is wrong.", lines[^1]);
        Assert.Empty(complained);
    }

    [Fact]
    public async Task A_missing_file_is_named_with_its_sample()
    {
        (string file, string sample) = First("LIDAR_TOP");
        File.Delete(Path.Combine(data, file));
        (int code, string said, string complained) = await CheckAsync(data);
        Assert.Equal(DataCommand.Problems, code);
        Assert.Contains("MissingFile: 1", said, StringComparison.Ordinal);
        Assert.Contains($"{file} (sample {sample}): the file is absent.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing is wrong", said, StringComparison.Ordinal);
        Assert.Empty(complained);
    }

    [Fact]
    public async Task A_damaged_image_is_named_with_its_sample_where_files_are_decoded()
    {
        (string file, string sample) = First("CAM_BACK");
        string path = Path.Combine(data, file);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);
        (int code, string said, _) = await CheckAsync(data);
        Assert.Equal(DataCommand.Clean, code);
        Assert.Contains("Nothing is wrong.", said, StringComparison.Ordinal);
        (code, said, _) = await CheckAsync(data, "--deep");
        Assert.Equal(DataCommand.Problems, code);
        Assert.Contains("DamagedFile: 1", said, StringComparison.Ordinal);
        Assert.Contains($"{file} (sample {sample}): ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_problems_are_printed_only_where_asked()
    {
        Directory.Delete(Path.Combine(data, "samples"), recursive: true);
        (int code, string few, _) = await CheckAsync(data);
        Assert.Equal(DataCommand.Problems, code);
        Assert.Contains("MissingFile: 14", few, StringComparison.Ordinal);
        Assert.Equal(10, few.Split("the file is absent.").Length - 1);
        Assert.Contains("and 4 more", few, StringComparison.Ordinal);
        (_, string all, _) = await CheckAsync(data, "--all");
        Assert.Equal(14, all.Split("the file is absent.").Length - 1);
    }

    [Theory]
    [InlineData(".", "v1.0-")]
    [InlineData("nowhere", "does not exist")]
    [InlineData("world", "v1.0-mini", "--version-folder", "v1.0-mini")]
    public async Task A_folder_that_is_no_data_set_is_refused(string path, string reason, params string[] options)
    {
        (int code, string said, string complained) = await CheckAsync(Path.Combine(folder, path), options);
        Assert.Equal(DataCommand.NoDataset, code);
        Assert.Empty(said);
        string line = Assert.Single(complained.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("voxpilot: ", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }

    // A sensor's first file and the token of its sample, as the tables have them.
    private (string File, string Sample) First(string channel)
    {
        using JsonDocument table = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(data, "v1.0-trainval", "sample_data.json")));
        JsonElement row = table.RootElement.EnumerateArray().First(row => row.GetProperty("filename").GetString()!.StartsWith($"samples/{channel}/", StringComparison.Ordinal));
        return (row.GetProperty("filename").GetString()!, row.GetProperty("sample_token").GetString()!);
    }

    private static Task<(int ExitCode, string Said, string Complained)> CheckAsync(string path, params string[] options) =>
        TinyWorld.RunAsync(DataCommand.Create(), ["data", "check", path, .. options]);
}
