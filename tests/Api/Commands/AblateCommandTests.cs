using VoxPilot.Api.Commands;

namespace VoxPilot.Api.Tests.Commands;

/// <summary><c>ablate</c>: what it lists and what it refuses; a whole run is among the jobs' tests.</summary>
public sealed class AblateCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-ablate-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_list_shows_the_rows_with_their_stages_and_runs_nothing()
    {
        (int code, string said, string complained) = await AblateAsync("--list", "--only", "steps-4,half-queries", "--steps", "planning=9", "--out", folder);
        Assert.Equal((0, ""), (code, complained));
        Assert.Contains("half-queries: 80 queries in place of 160", said, StringComparison.Ordinal);
        Assert.Contains("after the base's alignment: planning 9", said, StringComparison.Ordinal);
        Assert.DoesNotContain("no-llm-score", said, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("There is no ablation 'no-wheels'", "--only", "no-wheels")]
    [InlineData("name data, validation and test sets", "--resume")]
    [InlineData("name data, validation and test sets", "--data", "somewhere")]
    [InlineData("'planning' sets no steps", "--steps", "planning")]
    [InlineData("'joint=3' sets no steps", "--steps", "joint=3")]
    public async Task What_makes_no_sense_is_refused_with_what_does(string expected, params string[] args)
    {
        (int code, _, string complained) = await AblateAsync([.. args, "--out", folder]);
        Assert.Equal(1, code);
        Assert.Contains(expected, complained, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    private static Task<(int ExitCode, string Said, string Complained)> AblateAsync(params string[] args) => TinyWorld.RunAsync(AblateCommand.Create(), ["ablate", .. args]);
}
