using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Perception;

/// <summary>The space in which Gaussians may lie: a box along the axes of the ego frame (upstream's pc_range).</summary>
/// <param name="Low">Lowest corner, metres.</param>
/// <param name="High">Highest corner, metres.</param>
public sealed record MetricBox(Vector3D Low, Vector3D High)
{
    /// <summary>The space that a grid fills.</summary>
    public static MetricBox Of(GridSpec grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return new(grid.Origin, grid.Maximum);
    }

    internal double[] Origin => [Low.X, Low.Y, Low.Z];

    internal double[] Extent => [High.X - Low.X, High.Y - Low.Y, High.Z - Low.Z];
}
