using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>A painted shape on a carriageway: one polygon for each dash, bar of a zebra, stop line or arrow.</summary>
/// <param name="Shape">Corners, counter-clockwise.</param>
/// <param name="Yellow">True for yellow paint, false for white.</param>
public sealed record Marking(IReadOnlyList<Vector2D> Shape, bool Yellow = false);
