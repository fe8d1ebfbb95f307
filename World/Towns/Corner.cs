using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>The pavement between an arm's left side and the right side of the next arm, counter-clockwise around a junction.</summary>
/// <param name="Kerb">The kerb, from arm to arm.</param>
/// <param name="Walk">The line that people walk on.</param>
/// <param name="Outer">The back of the pavement.</param>
internal sealed record Corner(IReadOnlyList<Vector2D> Kerb, Polyline Walk, IReadOnlyList<Vector2D> Outer)
{
    /// <summary>The corner between two arms.</summary>
    public static Corner Between(Arm arm, Arm next) => new(
        Rounded(arm.Kerb(1), arm, next.Kerb(-1), next).Points,
        Rounded(arm.Walk(1), arm, next.Walk(-1), next),
        Rounded(arm.Outer(1), arm, next.Outer(-1), next).Points);

    /// <summary>True if the backs of the two pavements have room to turn the corner.</summary>
    public static bool HasRoom(Arm arm, Arm next)
    {
        (double first, double second) = Curves.Legs(arm.Outer(1), -arm.Outward, next.Outer(-1), next.Outward);
        return first > 0.7 && second > 0.7;
    }

    private static Polyline Rounded(Vector2D from, Arm arm, Vector2D to, Arm next) => Curves.Join(from, -arm.Outward, to, next.Outward, 0.8);
}
