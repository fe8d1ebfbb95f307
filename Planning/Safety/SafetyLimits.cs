namespace VoxPilot.Planning;

/// <summary>What a trajectory may do. The motion limits are what a car can do without losing grip, not what a passenger likes.</summary>
public sealed record SafetyLimits
{
    /// <summary>The car's outline.</summary>
    public EgoBox Box { get; init; } = new();

    /// <summary>Obstacle columns that the box may touch at one instant; more is a collision. Set on validation likewise.</summary>
    public int ObstacleCells { get; init; }

    /// <summary>Score, 0…1, that an obstacle's voxel must have to count (<see cref="ObstacleEvidence"/>); set on validation when planning is trained.</summary>
    public double ObstacleScore { get; init; }

    /// <summary>Voxels whose centre lies below this are not in the way, metres above the ego frame's ground.</summary>
    public double LowestObstacle { get; init; } = 0.3;

    /// <summary>Voxels whose centre lies above this are driven under, metres.</summary>
    public double HighestObstacle { get; init; } = 2.1;

    /// <summary>Largest share of the footprint on ground that is known not to be driveable.</summary>
    public double OffRoadShare { get; init; } = 0.25;

    /// <summary>Largest curvature, 1/m (a turning circle of 5 m radius).</summary>
    public double Curvature { get; init; } = 0.2;

    /// <summary>Largest gain of speed, m/s².</summary>
    public double Acceleration { get; init; } = 4;

    /// <summary>Largest loss of speed, m/s².</summary>
    public double Braking { get; init; } = 6.5;

    /// <summary>Largest acceleration to the side, m/s².</summary>
    public double LateralAcceleration { get; init; } = 5;

    /// <summary>Largest change of forward acceleration, m/s³.</summary>
    public double LongitudinalJerk { get; init; } = 15;

    /// <summary>Largest change of sideways acceleration, m/s³.</summary>
    public double LateralJerk { get; init; } = 15;

    /// <summary>Decelerations that a controlled stop tries, gentlest first, m/s².</summary>
    public IReadOnlyList<double> StopDecelerations { get; init; } = [3, 4.5, 6];
}
