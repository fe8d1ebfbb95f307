using System.CommandLine;
using VoxPilot.Api.Commands;
using VoxPilot.Driving;
using VoxPilot.Llm;

namespace VoxPilot.Api.Tests.Commands;

/// <summary><c>models import</c>: what it writes, what it says, and how it ends.</summary>
[Collection(nameof(TinyWorld))] // for VOXPILOT_DATA, which is the process's
public sealed class ModelsImportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-import-").FullName;
    private readonly string? before = Environment.GetEnvironmentVariable("VOXPILOT_DATA");
    private readonly StringWriter said = new(), complained = new();

    public ModelsImportTests() => Environment.SetEnvironmentVariable("VOXPILOT_DATA", folder);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("VOXPILOT_DATA", before);
        said.Dispose();
        complained.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_GGUF_becomes_the_language_model_of_a_pack_in_the_catalogue()
    {
        string file = Path.Combine(folder, "guest.gguf");
        LanguageConfig language = LanguageConfig.Nano() with { Width = 64, Layers = 1, Heads = 2, KvHeads = 2, Ffn = 96 };
        UntrainedLlama.Write(file, language, 3);
        Assert.Equal(0, await RunAsync("--gguf", file, "--name", "guest"));
        Assert.Contains("random weights", said.ToString(), StringComparison.Ordinal);
        ModelPack pack = ModelPack.Open(Path.Combine(folder, "models", "guest"));
        pack.Verify();
        Assert.Equal(language, pack.Manifest.Config.Language);
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(pack.PathOf(PackFiles.Language)));
    }

    [Theory]
    [InlineData("either", "--name", "a")]
    [InlineData("either", "--name", "a", "--hf", "x", "--gguf", "y")]
    [InlineData("taken as it is", "--name", "a", "--gguf", "y", "--lora", "z")]
    [InlineData("config.json", "--name", "a", "--hf", "no-such-folder")]
    [InlineData("no-such.gguf", "--name", "a", "--gguf", "no-such.gguf")]
    [InlineData("name of a pack", "--name", "../a", "--hf", "x")]
    [InlineData("'Q3'", "--name", "a", "--hf", "x", "--quantize", "Q3")]
    public async Task What_cannot_be_done_is_said(string reason, params string[] args)
    {
        Assert.Equal(1, await RunAsync(args));
        Assert.Contains(reason, complained.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "models")));
    }

    private Task<int> RunAsync(params string[] args) => new RootCommand { ModelsCommand.Create() }.Parse(["models", "import", .. args])
        .InvokeAsync(new() { Output = said, Error = complained, ProcessTerminationTimeout = null });
}
