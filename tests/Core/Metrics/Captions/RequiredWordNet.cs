using VoxPilot.Core.Metrics.Captions;

namespace VoxPilot.Core.Tests.Metrics.Captions;

/// <summary>WordNet 3.0 where it is installed; tests that need it are skipped visibly where it is not.</summary>
internal static class RequiredWordNet
{
    private static readonly Lazy<WordNet?> Found = new(WordNet.Find);

    public static WordNet Get()
    {
        Assert.SkipWhen(Found.Value is null, $"WordNet's files are neither in {WordNet.DefaultFolder} (Debian's package wordnet-base) nor in a folder named by {WordNet.FolderVariable}.");
        return Found.Value!;
    }
}
