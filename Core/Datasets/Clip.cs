namespace VoxPilot.Core.Datasets;

/// <summary>A key frame and its history.</summary>
/// <param name="Now">The key frame.</param>
/// <param name="Past">Earlier key frames of the same scene, newest first; where there are too few, the oldest stands in again.</param>
public sealed record Clip(Keyframe Now, IReadOnlyList<Keyframe> Past)
{
    /// <summary>Later key frames that a forecast is compared with, each in its own ego frame; null where the scene ends before.</summary>
    public IReadOnlyList<Keyframe?> Ahead { get; init; } = [];
}
