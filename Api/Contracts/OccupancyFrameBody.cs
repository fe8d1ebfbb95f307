namespace VoxPilot.Api.Contracts;

/// <summary>The occupied voxels at one horizon, in the ego frame of that instant, as parallel lists.</summary>
internal sealed record OccupancyFrameBody
{
    /// <summary>Seconds ahead.</summary>
    public required int Horizon { get; init; }

    /// <summary>Where the car is expected to be at that instant, in the present ego frame.</summary>
    public required MotionBody Motion { get; init; }

    /// <summary>Voxel indices ix, iy, iz.</summary>
    public required int[][] Indices { get; init; }

    /// <summary>Label of each voxel: a position in <c>classes</c>.</summary>
    public required int[] Labels { get; init; }

    /// <summary>Score of each label, 0 to 1.</summary>
    public required float[] Scores { get; init; }
}
