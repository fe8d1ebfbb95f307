using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.World.Generation;

/// <summary>Names, times and tokens of a scene; all follow from its seed.</summary>
internal sealed class SceneNames(ulong seed)
{
    private const long Epoch = 1_767_254_400_000_000; // 2026-01-01 08:00 UTC, a made-up day; microseconds
    private const long Second = 1_000_000;

    /// <summary>Name of the scene.</summary>
    public string Scene { get; } = $"scene-{seed:0000000}";

    /// <summary>Name of the recording that it is cut from.</summary>
    public string Log { get; } = $"w{seed:0000000}-2026-01-01-08-00-00+0000";

    /// <summary>Time of a moment, microseconds since the Unix epoch. Scenes do not overlap.</summary>
    public long Microseconds(double time) => Epoch + (long)(seed % 1_000_000) * 200 * Second + (long)Math.Round(time * Second);

    /// <summary>Token of a row.</summary>
    /// <param name="what">Which row of the scene it is.</param>
    public Token Token(string what) => Core.Formats.NuScenes.Token.Of($"{what}/world {seed}");
}
