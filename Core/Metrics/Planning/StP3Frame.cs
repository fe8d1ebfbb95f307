namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// Adapter to ST-P3's planning frame, which AD-MLP's tables are made in: trajectories with x right and y forward, whose x the metric flips once,
/// so that columns of its grid grow to the left as those of its rasters do; boxes stay in the ego frame.
/// </summary>
public static class StP3Frame
{
    /// <summary>A point of the ego frame.</summary>
    public static (double Right, double Forward) Point((double X, double Y) ego) => (-ego.Y, ego.X);
}
