using System.CommandLine;
using VoxPilot.Api.Commands;
using VoxPilot.Api.Tests.Servers;
using VoxPilot.Driving;
using VoxPilot.Llm;

namespace VoxPilot.Api.Tests.Commands;

/// <summary><c>models fuse</c> and <c>models adapter</c>: what they write, what they say, and how they end.</summary>
[Collection(nameof(TinyWorld))] // for VOXPILOT_DATA, which is the process's
public sealed class ModelsFuseTests : IDisposable
{
    private static readonly LanguageConfig language = LanguageConfig.Nano() with { Layers = 1 };

    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-fuse-").FullName;
    private readonly string? before = Environment.GetEnvironmentVariable("VOXPILOT_DATA");
    private readonly StringWriter said = new(), complained = new();
    private readonly string lora;

    public ModelsFuseTests()
    {
        Environment.SetEnvironmentVariable("VOXPILOT_DATA", folder);
        UntrainedPack.Create(At("models", "base"), UntrainedPack.NanoConfig() with { Language = language }, 3);
        lora = MadeAdapter.Write(At("lora.gguf"), language, 1);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("VOXPILOT_DATA", before);
        said.Dispose();
        complained.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_file_is_fused_into_a_new_pack()
    {
        Assert.Equal(0, await RunAsync("fuse", "--pack", "base", "--lora", lora, "--name", "new", "--quantize", "F16", "--scale", "0.5"));
        Assert.Contains("base with the LoRA lora.gguf (times 0.5) fused, F16", said.ToString(), StringComparison.Ordinal);
        ModelPack fused = ModelPack.Open(At("models", "new"));
        fused.Verify();
        Assert.Equal(GgufTensorType.F16, GgufFile.Read(fused.PathOf(PackFiles.Language)).Tensors.Single(t => t.Name == "blk.0.attn_q.weight").Type);
        Assert.Equal(language, LlamaGguf.ReadConfig(GgufFile.Read(fused.PathOf(PackFiles.Language))));
    }

    [Fact]
    public async Task A_folder_of_PEFT_becomes_an_adapter_of_the_pack_and_is_fused_by_its_name()
    {
        using (LoraAdapter adapter = LoraAdapter.Read(lora, language))
        {
            PeftFolder.Write(adapter, At("peft"));
        }
        Assert.Equal(0, await RunAsync("adapter", "--pack", "base", "--lora", At("peft"), "--name", "night"));
        Assert.Contains("has the adapters night", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("fuse", "--pack", "base", "--lora", "night", "--name", "by-name"));
        Assert.Equal(0, await RunAsync("fuse", "--pack", "base", "--lora", lora, "--name", "by-file"));
        Assert.Equal(File.ReadAllBytes(At("models", "by-file", PackFiles.Language)), File.ReadAllBytes(At("models", "by-name", PackFiles.Language)));
        Assert.NotEqual(File.ReadAllBytes(At("models", "base", PackFiles.Language)), File.ReadAllBytes(At("models", "by-name", PackFiles.Language)));
        Assert.Empty(ModelPack.Open(At("models", "by-name")).Adapters);
    }

    [Theory]
    [InlineData("'--lora' is required", "fuse", "--pack", "base", "--name", "a")]
    [InlineData("there is no pack", "fuse", "--pack", "unheard-of", "--name", "a", "--lora", "lora.gguf")]
    [InlineData("no folder, no file and no adapter of the pack base, which has none", "fuse", "--pack", "base", "--name", "a", "--lora", "no-such")]
    [InlineData("name of a pack", "fuse", "--pack", "base", "--name", "../a", "--lora", "lora.gguf")]
    [InlineData("take another name", "fuse", "--pack", "base", "--name", "base", "--lora", "lora.gguf")]
    [InlineData("'Q3'", "fuse", "--pack", "base", "--name", "a", "--lora", "lora.gguf", "--quantize", "Q3")]
    [InlineData("--scale", "fuse", "--pack", "base", "--name", "a", "--lora", "lora.gguf", "--scale", "1000")]
    [InlineData("is expected", "fuse", "--pack", "base", "--name", "a", "--lora", "wide.gguf")]
    [InlineData("ships with the program", "adapter", "--pack", "nano", "--name", "a", "--lora", "lora.gguf")]
    [InlineData("name of an adapter", "adapter", "--pack", "base", "--name", "a/b", "--lora", "lora.gguf")]
    [InlineData("is expected", "adapter", "--pack", "base", "--name", "a", "--lora", "wide.gguf")]
    public async Task What_cannot_be_done_is_said(string reason, params string[] args)
    {
        MadeAdapter.Write(At("wide.gguf"), language with { Width = 512 }, 1);
        string hash = ModelPack.Open(At("models", "base")).Info.Hash;
        Assert.Equal(1, await RunAsync([.. args.Select(a => a.EndsWith(".gguf", StringComparison.Ordinal) ? At(a) : a)]));
        Assert.Contains(reason, complained.ToString(), StringComparison.Ordinal);
        Assert.Equal([At("models", "base")], Directory.EnumerateDirectories(At("models")));
        Assert.Equal(hash, ModelPack.Open(At("models", "base")).Info.Hash);
    }

    private string At(params string[] below) => Path.Combine([folder, .. below]);

    private Task<int> RunAsync(params string[] args) => new RootCommand { ModelsCommand.Create() }.Parse(["models", .. args])
        .InvokeAsync(new() { Output = said, Error = complained, ProcessTerminationTimeout = null });
}
