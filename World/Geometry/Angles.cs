namespace VoxPilot.World.Geometry;

/// <summary>Arithmetic of headings, radians.</summary>
internal static class Angles
{
    /// <summary>a − b, brought to (−π, π].</summary>
    public static double Difference(double a, double b) => Wrap(a - b);

    /// <summary>The same angle in (−π, π].</summary>
    public static double Wrap(double angle)
    {
        double turns = Math.Floor((angle + Math.PI) / (2 * Math.PI));
        double wrapped = angle - turns * 2 * Math.PI;
        return wrapped <= -Math.PI ? Math.PI : wrapped;
    }
}
