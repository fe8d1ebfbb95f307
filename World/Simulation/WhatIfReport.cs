namespace VoxPilot.World.Simulation;

/// <summary>What would come of driving a path. Times are seconds from the moment in question; null where it would not happen.</summary>
public sealed record WhatIfReport
{
    /// <summary>Seconds that could be looked ahead: the path's, or less where the recording ends before.</summary>
    public required double Seconds { get; init; }

    /// <summary>When it would touch something.</summary>
    public required double? CollidesAt { get; init; }

    /// <summary>What it would touch; −1 for nothing.</summary>
    public required int Agent { get; init; }

    /// <summary>When a corner would leave the carriageway.</summary>
    public required double? LeavesRoadAt { get; init; }

    /// <summary>When its middle would be in a lane of the other direction.</summary>
    public required double? OncomingAt { get; init; }

    /// <summary>When it would drive over a crossing in front of somebody who crosses.</summary>
    public required double? RunsCrossingAt { get; init; }

    /// <summary>Who crosses there; −1 for nobody.</summary>
    public required int Person { get; init; }

    /// <summary>Strongest acceleration or braking, m/s².</summary>
    public required double MaxLongitudinal { get; init; }

    /// <summary>Strongest lateral acceleration, m/s².</summary>
    public required double MaxLateral { get; init; }

    /// <summary>True if no passenger would complain: at most 3 m/s² along and 2.8 m/s² across.</summary>
    public bool Comfortable => MaxLongitudinal <= 3 && MaxLateral <= 2.8;

    /// <summary>True if nothing of the kind would happen, comfort aside.</summary>
    public bool Safe => CollidesAt is null && LeavesRoadAt is null && OncomingAt is null && RunsCrossingAt is null;
}
