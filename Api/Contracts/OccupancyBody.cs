namespace VoxPilot.Api.Contracts;

/// <summary>Semantic occupancy of a scene, now and ahead.</summary>
internal sealed record OccupancyBody : ModelAnswer
{
    /// <summary>Where the voxels lie.</summary>
    public required GridBody Grid { get; init; }

    /// <summary>Names of the labels; the last one, free, does not occur among the voxels.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>One for each horizon, in the order asked for.</summary>
    public required IReadOnlyList<OccupancyFrameBody> Frames { get; init; }
}
