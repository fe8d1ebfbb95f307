using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Questions;

/// <summary>Directions as seen from our own car, in words: six of 60° as OmniDrive names them, and four quarters of 90°.</summary>
internal static class Sector
{
    /// <summary>The four quarters, as a person would point: <see cref="Quarter"/>.</summary>
    public static IReadOnlyList<string> Quarters { get; } = ["ahead", "on the left", "behind", "on the right"];

    /// <summary>Bearing of a point in degrees, −180 to 180, positive to the left.</summary>
    public static double Degrees(Vector2D p) => Elementary.Atan2(p.Y, p.X) * (180 / Math.PI);

    /// <summary>OmniDrive's word: <c>front</c>, <c>front left</c> …, 60° each, <c>front</c> being within 30° of straight ahead.</summary>
    public static string Name(Vector2D p)
    {
        double degrees = Degrees(p), turned = Math.Abs(degrees);
        return turned <= 30 ? "front" : turned > 150 ? "back" : $"{(turned <= 90 ? "front" : "back")} {(degrees > 0 ? "left" : "right")}";
    }

    /// <summary>The same in a sentence: <c>ahead</c>, <c>ahead on the left</c>, <c>behind on the right</c> …</summary>
    public static string Phrase(Vector2D p) => Name(p) switch
    {
        "front" => "ahead",
        "back" => "behind",
        "front left" => "ahead on the left",
        "front right" => "ahead on the right",
        "back left" => "behind on the left",
        _ => "behind on the right",
    };

    /// <summary>Which quarter a point lies in (index in <see cref="Quarters"/>); −1 if it lies within <paramref name="margin"/> degrees of a border.</summary>
    public static int Quarter(Vector2D p, double margin = 0)
    {
        double turned = Degrees(p) + 45;
        turned = turned < 0 ? turned + 360 : turned;
        int quarter = Math.Min(3, (int)(turned / 90));
        double within = turned - 90 * quarter;
        return within < margin || within > 90 - margin ? -1 : quarter;
    }
}
