namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A node of a painted line between lanes, and how the line goes on from there.</summary>
public sealed record MapDividerSegment
{
    /// <summary>Where.</summary>
    public required string NodeToken { get; init; }

    /// <summary>SINGLE_SOLID_WHITE, DOUBLE_DASHED_WHITE …, NIL.</summary>
    public required string SegmentType { get; init; }
}
