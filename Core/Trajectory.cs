namespace VoxPilot.Core;

/// <summary>Where the car is to be: six steps of 0.5 s in the ego frame of now, metres. The start (0, 0) is not among the points.</summary>
public sealed record Trajectory
{
    /// <summary>Number of steps.</summary>
    public const int Steps = 6;

    /// <summary>Seconds between steps.</summary>
    public const double StepSeconds = 0.5;

    /// <summary>Positions, x forward and y left.</summary>
    public required IReadOnlyList<(double X, double Y)> Points { get; init; }

    /// <summary>Headings relative to now, radians; null where they follow from the points.</summary>
    public IReadOnlyList<double>? Headings { get; init; }

    /// <summary>Times of the points: 0.5, 1.0, … 3.0 s.</summary>
    public static IReadOnlyList<double> Times { get; } = [.. Enumerable.Range(1, Steps).Select(i => i * StepSeconds)];

    /// <summary>The car stays where it is.</summary>
    public static Trajectory Standstill { get; } = new() { Points = new (double, double)[Steps] };
}
