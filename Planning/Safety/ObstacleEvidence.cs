using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>What of a seen or forecast scene the safety envelope looks at: obstacles that are certain enough, and all ground.</summary>
public static class ObstacleEvidence
{
    /// <summary>The scene as a grid without obstacle voxels whose score lies below <see cref="SafetyLimits.ObstacleScore"/>.</summary>
    public static OccupancyGrid Grid(SparseOccupancy seen, SafetyLimits limits)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(limits);
        byte[] labels = new byte[seen.Spec.Count];
        Array.Fill(labels, (byte)OccupancyClass.Free);
        for (int i = 0; i < seen.Count; i++)
        {
            if (seen.Scores[i] >= limits.ObstacleScore || !OccupancyClasses.IsObstacle(seen.Labels[i]))
            {
                labels[seen.Voxels[i]] = seen.Labels[i];
            }
        }
        return new(seen.Spec, labels);
    }
}
