using VoxPilot.Core.Geometry;

namespace VoxPilot.Driving;

/// <summary>A change of a scene.</summary>
public sealed record WhatIf
{
    /// <summary>Boxes (ego frame, metres) whose occupancy queries are dropped: what was there is gone.</summary>
    public IReadOnlyList<OrientedBox> Remove { get; init; } = [];
}
