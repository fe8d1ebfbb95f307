using VoxPilot.Core;
using VoxPilot.Core.Datasets;

namespace VoxPilot.World.Sheets;

/// <summary>What a model planned and forecast at a key frame, beside the truth.</summary>
public sealed record PlanPicture
{
    /// <summary>The key frame with its occupancy and its future.</summary>
    public required Keyframe Keyframe { get; init; }

    /// <summary>The anchors.</summary>
    public required IReadOnlyList<Trajectory> Anchors { get; init; }

    /// <summary>The plan.</summary>
    public required Trajectory Plan { get; init; }

    /// <summary>Occupancy forecast 3 s ahead, in the ego frame of that instant.</summary>
    public required OccupancyGrid Forecast { get; init; }

    /// <summary>Occupancy 3 s ahead as it came.</summary>
    public required OccupancyGrid Truth { get; init; }
}
