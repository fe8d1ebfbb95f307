using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>The car's outline at one pose.</summary>
internal readonly struct EgoFootprint
{
    private readonly double centreX, centreY, cos, sin, halfLength, halfWidth;

    public EgoFootprint(PlanarPose pose, EgoBox box)
    {
        (sin, cos) = Math.SinCos(pose.Heading);
        centreX = pose.X + cos * box.CentreForward;
        centreY = pose.Y + sin * box.CentreForward;
        halfLength = box.Length / 2;
        halfWidth = box.Width / 2;
    }

    /// <summary>The columns of a grid that the box may cover: ranges [X0, X1) and [Y0, Y1), inside the grid.</summary>
    public (int X0, int X1, int Y0, int Y1) Columns(GridSpec spec)
    {
        double reachX = Math.Abs(cos) * halfLength + Math.Abs(sin) * halfWidth;
        double reachY = Math.Abs(sin) * halfLength + Math.Abs(cos) * halfWidth;
        return (
            Column(centreX - reachX - spec.Origin.X, spec.Voxel, 0, spec.SizeX),
            Column(centreX + reachX - spec.Origin.X, spec.Voxel, -1, spec.SizeX - 1) + 1,
            Column(centreY - reachY - spec.Origin.Y, spec.Voxel, 0, spec.SizeY),
            Column(centreY + reachY - spec.Origin.Y, spec.Voxel, -1, spec.SizeY - 1) + 1);
    }

    /// <summary>True if the box and an upright square share more than an edge (separating axes).</summary>
    public bool Intersects(double x, double y, double halfSide)
    {
        double dx = x - centreX, dy = y - centreY;
        double absCos = Math.Abs(cos), absSin = Math.Abs(sin), reach = halfSide * (absCos + absSin);
        return Math.Abs(dx) < halfSide + absCos * halfLength + absSin * halfWidth
            && Math.Abs(dy) < halfSide + absSin * halfLength + absCos * halfWidth
            && Math.Abs(cos * dx + sin * dy) < halfLength + reach
            && Math.Abs(cos * dy - sin * dx) < halfWidth + reach;
    }

    /// <summary>True if a point lies in the box.</summary>
    public bool Contains(double x, double y)
    {
        double dx = x - centreX, dy = y - centreY;
        return Math.Abs(cos * dx + sin * dy) <= halfLength && Math.Abs(cos * dy - sin * dx) <= halfWidth;
    }

    private static int Column(double distance, double voxel, int lowest, int highest) =>
        (int)Math.Clamp(Math.Floor(distance / voxel), lowest, highest);
}
