using System.CommandLine;
using VoxPilot.Api.Commands;

namespace VoxPilot.Api.Tests.Commands;

/// <summary><c>models create</c> and <c>models install</c>: what they write, what they say, and how they end.</summary>
public sealed class ModelsCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-models-").FullName;
    private readonly StringWriter said = new(), complained = new();

    public void Dispose()
    {
        said.Dispose();
        complained.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_a_pack_is_replaced()
    {
        Assert.Equal(0, await RunAsync("--out", At("a/nano"), "--seed", "7"));
        Assert.Contains($"is in {At("a/nano")}.", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("--out", At("b/nano"), "--seed", "8"));
        Assert.NotEqual(Bytes("a/nano"), Bytes("b/nano"));
        Assert.Equal(0, await RunAsync("--out", At("b/nano"), "--seed", "7"));
        Assert.Equal(Bytes("a/nano"), Bytes("b/nano"));
        Assert.Empty(complained.ToString());
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_is_left_alone()
    {
        Directory.CreateDirectory(At("letters"));
        File.WriteAllText(At("letters/one.txt"), "Dear reader");
        await RefusesAsync("is no pack", "--out", At("letters"));
        await RefusesAsync("is no pack", "--out", At("letters/one.txt"));
        await RefusesAsync("cannot be written", "--out", At("letters/one.txt/nano"));
        Assert.Equal("Dear reader", File.ReadAllText(At("letters/one.txt")));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories), path => path.EndsWith("one.txt", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--out")]
    [InlineData("'huge'", "--out", "x", "--preset", "huge")]
    [InlineData("--seed", "--out", "x", "--seed", "minus")]
    public async Task What_it_does_not_take_is_named(string named, params string[] args)
    {
        Assert.Equal(1, await RunAsync(args));
        Assert.Contains(named, complained.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists("x"));
    }

    [Fact]
    public async Task A_pack_is_not_installed_over_itself_or_over_something_else()
    {
        Assert.Equal(0, await RunAsync("--out", At("nano")));
        await RefusesAsync("lies in", "install", At("nano"), "--out", At("nano"));
        Directory.CreateDirectory(At("letters"));
        File.WriteAllText(At("letters/one.txt"), "Dear reader");
        await RefusesAsync("is no pack", "install", At("nano"), "--out", At("letters"));
        await RefusesAsync("there is no pack", "install", "unheard-of", "--out", At("new"));
        Assert.False(Directory.Exists(At("new")));
    }

    private string At(string path) => Path.Combine(folder, path);

    private string[] Bytes(string pack) =>
    [
        .. Directory.EnumerateFiles(At(pack)).Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetFileName(path)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}"),
    ];

    private async Task RefusesAsync(string reason, params string[] args)
    {
        complained.GetStringBuilder().Clear();
        Assert.Equal(1, await RunAsync(args));
        string line = Assert.Single(complained.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("voxpilot: ", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }

    private Task<int> RunAsync(params string[] args) =>
        new RootCommand { ModelsCommand.Create() }.Parse(["models", .. args is ["install", ..] ? args : ["create", .. args]])
            .InvokeAsync(new() { Output = said, Error = complained, ProcessTerminationTimeout = null });
}
