namespace VoxPilot.Driving;

/// <summary>There is no such scene: it never was, was removed, or has expired.</summary>
public sealed class SceneNotFoundException(string id) : Exception(
    $"There is no scene '{id}'; it may have expired. Encode its frame again.")
{
    /// <summary>The id that was asked for.</summary>
    public string Id { get; } = id;
}
