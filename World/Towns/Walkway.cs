using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>A stretch that people walk on, in both directions, between two nodes of the walking network.</summary>
/// <param name="Id">Index in <see cref="Town.Walkways"/>.</param>
/// <param name="Centre">Its middle, from node to node.</param>
/// <param name="Width">How much room there is, metres.</param>
/// <param name="FromNode">Node at its start; walkways with the same node meet there.</param>
/// <param name="ToNode">Node at its end.</param>
/// <param name="Crossing">The crossing that it is; −1 on a pavement.</param>
public sealed record Walkway(int Id, Polyline Centre, double Width, int FromNode, int ToNode, int Crossing = -1);
