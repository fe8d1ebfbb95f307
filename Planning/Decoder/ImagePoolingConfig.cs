namespace VoxPilot.Planning;

/// <summary>Where <see cref="DecoderOperation.ImagePooling"/> looks: columns of points over each position, in all cameras and levels.</summary>
public sealed record ImagePoolingConfig
{
    /// <summary>Cameras.</summary>
    public int Cameras { get; init; } = 6;

    /// <summary>Levels of image features.</summary>
    public int Levels { get; init; } = 4;

    /// <summary>Groups of channels that are weighted by themselves.</summary>
    public int Groups { get; init; } = 8;

    /// <summary>Height of the ground in the planner's frame, metres (nuScenes' LiDAR stands 1.84 m above it).</summary>
    public double GroundHeight { get; init; } = -1.84023;

    /// <summary>Heights of the points above the ground, metres.</summary>
    public IReadOnlyList<double> Heights { get; init; } = [0, 0.5, -0.5, 1, -1];
}
