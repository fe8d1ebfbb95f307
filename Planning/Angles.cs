namespace VoxPilot.Planning;

/// <summary>Angles in radians.</summary>
internal static class Angles
{
    /// <summary>The same angle in [−π, π].</summary>
    public static double Wrap(double angle) => Math.IEEERemainder(angle, 2 * Math.PI);
}
