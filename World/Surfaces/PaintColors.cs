using System.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Surfaces;

/// <summary>Agents' paints as light.</summary>
internal static class PaintColors
{
    private static readonly Vector3[] Colors =
    [
        Tint.Of(0xE4E4E0), Tint.Of(0xA9AEB2), Tint.Of(0x575C61), Tint.Of(0x1B1C1F), Tint.Of(0xB01E22), Tint.Of(0x1F4E9A), Tint.Of(0x1E6B3F), Tint.Of(0xE8B81C), Tint.Of(0xE06A1A), Tint.Of(0xC9B48F),
    ];

    /// <summary>The colour that a person would call by that name.</summary>
    public static Vector3 Color(this Paint paint) => Colors[(int)paint];
}
