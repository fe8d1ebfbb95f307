using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Traffic;

/// <summary>What an agent is, for as long as it exists.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Length, width, height of its box, metres; a moving cycle's box holds its rider.</param>
/// <param name="Paint">Its main colour.</param>
/// <param name="Ridden">True for a cycle with a rider on it.</param>
/// <param name="Seed">Decides body style and details.</param>
public sealed record AgentModel(AgentKind Kind, Vector3D Size, Paint Paint, bool Ridden, ulong Seed);
