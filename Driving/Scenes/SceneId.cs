using System.Security.Cryptography;

namespace VoxPilot.Driving;

/// <summary>Names for scenes that nobody can guess: 128 random bits.</summary>
internal static class SceneId
{
    public static string New() => "scene-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
