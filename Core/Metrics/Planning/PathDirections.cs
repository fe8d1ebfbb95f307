namespace VoxPilot.Core.Metrics.Planning;

/// <summary>Headings of a plan in VoxPilot's own measures: those that it carries, or the directions of its steps.</summary>
internal static class PathDirections
{
    // A step shorter than this has no direction of its own, metres.
    private const double ShortestStep = 0.5;

    /// <summary>Headings at the six steps, radians. A step that is too short keeps the heading before it; one that points back is driven in reverse.</summary>
    public static void Of(Trajectory path, Span<double> headings)
    {
        double heading = 0;
        (double X, double Y) before = default;
        for (int t = 0; t < Trajectory.Steps; t++)
        {
            (double X, double Y) at = path.Points[t];
            double dx = at.X - before.X, dy = at.Y - before.Y;
            if (path.Headings is { } own)
            {
                heading = own[t];
            }
            else if (dx * dx + dy * dy >= ShortestStep * ShortestStep)
            {
                bool back = dx * Math.Cos(heading) + dy * Math.Sin(heading) < 0;
                heading = back ? Math.Atan2(-dy, -dx) : Math.Atan2(dy, dx);
            }
            headings[t] = heading;
            before = at;
        }
    }
}
