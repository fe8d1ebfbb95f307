using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A piece of a lane's middle (<c>arcline_path_3</c>): three arcs or straight pieces, a Dubins path.</summary>
public sealed record MapArc
{
    private const double StraightRadius = 999.999; // what nuScenes writes for a straight piece

    /// <summary>x, y, heading at its start.</summary>
    public required IReadOnlyList<double> StartPose { get; init; }

    /// <summary>x, y, heading at its end.</summary>
    public required IReadOnlyList<double> EndPose { get; init; }

    /// <summary>Which way the three pieces turn: LSR, RSL, LSL, RSR, LRL or RLR.</summary>
    public required string Shape { get; init; }

    /// <summary>Radius of the turns, metres.</summary>
    public required double Radius { get; init; }

    /// <summary>Length of each piece, metres.</summary>
    public required IReadOnlyList<double> SegmentLength { get; init; }

    /// <summary>A straight piece.</summary>
    /// <param name="from">Its start.</param>
    /// <param name="to">Its end.</param>
    /// <param name="heading">Its direction, radians.</param>
    public static MapArc Straight(Vector2D from, Vector2D to, double heading) => new()
    {
        StartPose = [from.X, from.Y, heading],
        EndPose = [to.X, to.Y, heading],
        Shape = "LSR",
        Radius = StraightRadius,
        SegmentLength = [0, (to - from).Length, 0],
    };
}
