using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>The headings along a trajectory: those it carries, or those of the path through its points.</summary>
public static class TrajectoryHeadings
{
    /// <summary>Headings at the six steps relative to now, radians in (−π, π]; the one rule that checks, forecasts and answers share.</summary>
    public static IReadOnlyList<double> Of(Trajectory trajectory)
    {
        ArgumentNullException.ThrowIfNull(trajectory);
        return trajectory.Headings ?? new TrajectoryPath(trajectory).Headings;
    }
}
