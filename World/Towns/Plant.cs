using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>A plant.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Its foot; z is the height of the ground there.</param>
/// <param name="Height">Metres.</param>
/// <param name="Radius">Of its crown; half the width of a hedge; metres.</param>
/// <param name="Length">Of a hedge, along <paramref name="Yaw"/>; 0 otherwise.</param>
/// <param name="Yaw">Radians.</param>
/// <param name="Seed">Decides shape and colour.</param>
public sealed record Plant(PlantKind Kind, Vector3D Position, double Height, double Radius, double Length, double Yaw, ulong Seed);
