using System.CommandLine;
using VoxPilot.Api.Commands;

namespace VoxPilot.Api.Tests.Commands;

/// <summary>Tests that share one generated data set.</summary>
[CollectionDefinition(nameof(TinyWorld))]
public sealed class TinyWorldTests : ICollectionFixture<TinyWorld>;

/// <summary>The smallest data set that <c>world generate</c> makes: one scene of two key frames. Made once; what was said is kept.</summary>
public sealed class TinyWorld : IAsyncLifetime
{
    private static readonly string[] Size = ["--scenes", "1", "--seconds", "0.5", "--size", "64x36", "--threads", "1", "--seed", "3"];

    private readonly string root = Directory.CreateTempSubdirectory("voxpilot-tiny-").FullName;

    public string Folder => Path.Combine(root, "world");

    public int ExitCode { get; private set; } = -1;

    public string Said { get; private set; } = "";

    public string Complained { get; private set; } = "";

    public async ValueTask InitializeAsync() => (ExitCode, Said, Complained) = await GenerateAsync(Folder);

    /// <summary><c>world generate</c> with the options of this data set.</summary>
    public static Task<(int ExitCode, string Said, string Complained)> GenerateAsync(string folder) => RunAsync(WorldCommand.Create(), ["world", "generate", .. Size, "--out", folder]);

    /// <summary>Runs a command.</summary>
    public static async Task<(int ExitCode, string Said, string Complained)> RunAsync(Command command, params string[] args)
    {
        using StringWriter said = new(), complained = new();
        int code = await new RootCommand { command }.Parse(args).InvokeAsync(new() { Output = said, Error = complained, ProcessTerminationTimeout = null });
        return (code, said.ToString(), complained.ToString());
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
