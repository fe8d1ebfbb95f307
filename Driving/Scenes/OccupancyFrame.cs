using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>Occupancy at one horizon.</summary>
/// <param name="Horizon">Seconds ahead: 0, 1, 2 or 3.</param>
/// <param name="Occupancy">The occupied voxels, in the ego frame of that instant (spec/sparseoccvla.md §7.2).</param>
/// <param name="Motion">Where the car is expected to be then, in the present ego frame; the motion that the forecast was conditioned on.</param>
public sealed record OccupancyFrame(int Horizon, SparseOccupancy Occupancy, FutureMotion Motion);
