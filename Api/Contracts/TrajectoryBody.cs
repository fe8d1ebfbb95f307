namespace VoxPilot.Api.Contracts;

/// <summary>Six positions of the ego frame's origin, half a second apart.</summary>
internal sealed record TrajectoryBody
{
    /// <summary>0.5, 1.0 … 3.0 seconds ahead.</summary>
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>x forward, y left, metres.</summary>
    public required double[][] Points { get; init; }

    /// <summary>Heading at each point, radians, counter-clockwise.</summary>
    public required IReadOnlyList<double> Headings { get; init; }
}
