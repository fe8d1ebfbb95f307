using VoxPilot.World.Generation;

namespace VoxPilot.World.Tests.Generation;

/// <summary>Tests that share one generated data set.</summary>
[CollectionDefinition(nameof(GeneratedWorld))]
public sealed class GeneratedWorldTests : ICollectionFixture<GeneratedWorld>;

/// <summary>A small data set, made once for all tests of this folder: two scenes of three seconds.</summary>
public sealed class GeneratedWorld : IDisposable
{
    public GeneratedWorld()
    {
        Folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Report = WorldGenerator.Generate(Options(Folder), Progress.Enqueue, CancellationToken.None);
    }

    /// <summary>Key frames of a scene.</summary>
    public const int PerScene = 7;

    public string Folder { get; }

    public GenerationReport Report { get; }

    internal System.Collections.Concurrent.ConcurrentQueue<GenerationProgress> Progress { get; } = [];

    public static GenerationOptions Options(string folder) =>
        new() { Seed = 7, Scenes = 2, Seconds = 3, Width = 96, Height = 54, Folder = folder, Threads = 2 };

    /// <summary>Every file below a folder with its bytes.</summary>
    public static Dictionary<string, byte[]> Files(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
