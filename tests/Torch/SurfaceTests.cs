using VoxPilot.Testing;

namespace VoxPilot.Torch.Tests;

/// <summary>Torch/ offers a part of TorchSharp's public API and nothing beside it under that namespace.</summary>
public sealed class SurfaceTests
{
    private const string ListName = "torchsharp-0.107-public-api.txt";

    // There each derived state has its own; here their base has it for all.
    private static readonly string[] OnABase = ["TorchSharp.Modules.OptimizerState|Void Dispose()"];

    [Fact]
    public void Every_public_member_is_one_of_TorchSharps()
    {
        string folder = Environment.GetEnvironmentVariable("VOXPILOT_REFERENCE") ?? RepositoryRoot.At("../shared/reference");
        string path = Path.Combine(folder, ListName);
        if (!File.Exists(path))
            Assert.Skip($"{ListName} is not in '{folder}': set VOXPILOT_REFERENCE to the folder that holds it.");
        HashSet<string> theirs = PublicSurface.Read(File.ReadLines(path));
        string[] foreign = PublicSurface.Of(typeof(TorchSharp.torch).Assembly)
            .Where(line => !theirs.Contains(line) && !OnABase.Contains(line)).ToArray();
        Assert.True(foreign.Length == 0, $"Not in {ListName} (what TorchSharp lacks belongs in namespace VoxPilot.Torch):\n{string.Join('\n', foreign)}");
    }

    [Fact]
    public void The_surface_is_the_one_on_record()
    {
        string path = RepositoryRoot.At("tests/Torch/surface.txt");
        string[] ours = PublicSurface.Of(typeof(TorchSharp.torch).Assembly).ToArray();
        if (Environment.GetEnvironmentVariable("UPDATE_SURFACE") == "1")
            File.WriteAllLines(path, PublicSurface.Grouped(ours));
        string[] recorded = PublicSurface.Ungrouped(File.ReadAllLines(path)).ToArray();
        Assert.Equal([], recorded.Except(ours).Select(static line => $"gone: {line}"));
        Assert.Equal([], ours.Except(recorded).Select(static line => $"new (run with UPDATE_SURFACE=1): {line}"));
    }
}
