using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Traffic;

/// <summary>A part of an agent's footprint.</summary>
/// <param name="Agent">Whose; −1 for our own car.</param>
/// <param name="Owner">Number of the vehicle it belongs to; −1 for people.</param>
/// <param name="Position">Its middle.</param>
/// <param name="Radius">Metres.</param>
/// <param name="Velocity">m/s.</param>
/// <param name="Heading">Where its owner faces, a unit vector.</param>
/// <param name="Halted">True if it stopped and stays for a while.</param>
internal readonly record struct Disc(int Agent, int Owner, Vector2D Position, double Radius, Vector2D Velocity, Vector2D Heading, bool Halted = false);
