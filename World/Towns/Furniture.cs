using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>A manmade thing that has no box of its own.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Its foot; z is the height of the ground there.</param>
/// <param name="Yaw">Where it faces, radians; a wall or fence runs along it.</param>
/// <param name="Length">Of a wall or fence, metres; 0 otherwise.</param>
/// <param name="Height">Metres.</param>
/// <param name="Seed">Decides colour and details.</param>
public sealed record Furniture(FurnitureKind Kind, Vector3D Position, double Yaw, double Length, double Height, ulong Seed);
