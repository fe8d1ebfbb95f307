using Xunit;

namespace VoxPilot.Testing;

/// <summary>Real input (a nuScenes key frame, Llama's vocabulary): the folder named by <c>VOXPILOT_REAL</c>, default <c>../shared/real</c> beside the repository.</summary>
public static class RealData
{
    /// <summary>The folder searched, whether or not it exists.</summary>
    public static string Root { get; } =
        Environment.GetEnvironmentVariable("VOXPILOT_REAL") is { Length: > 0 } folder ? Path.GetFullPath(folder) : RepositoryRoot.At("../shared/real");

    /// <summary>Full path of a file or folder of the real data, or null where it is absent.</summary>
    public static string? Find(string relative)
    {
        string path = Path.GetFullPath(Path.Combine(Root, relative));
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    /// <summary>Full path of a file or folder of the real data; skips the running test visibly where it is absent.</summary>
    public static string Require(string relative)
    {
        string? path = Find(relative);
        Assert.SkipWhen(path is null, $"No {relative} below {Root}; set VOXPILOT_REAL to the folder that holds it.");
        return path!;
    }
}
