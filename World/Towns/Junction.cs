using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>Where roads meet.</summary>
/// <param name="Id">Index in <see cref="Town.Junctions"/>.</param>
/// <param name="Area">The carriageway inside.</param>
/// <param name="Lanes">The lanes that connect its arms.</param>
public sealed record Junction(int Id, Area Area, IReadOnlyList<int> Lanes);
