namespace VoxPilot.Jobs.Baselines;

/// <summary>A box of voxels that one query is to fill with one class, or a part of it.</summary>
/// <param name="Label">The class.</param>
/// <param name="X">Lowest voxel along x.</param>
/// <param name="Y">Lowest voxel along y.</param>
/// <param name="Z">Lowest voxel along z.</param>
/// <param name="Side">Voxels along x and along y.</param>
/// <param name="Height">Voxels along z.</param>
/// <param name="Part">Which part of the class's voxels in the box, in scan order, from 0.</param>
/// <param name="Parts">How many parts there are: as many as queries are needed.</param>
/// <param name="Gain">What it is worth: its voxels, and those of the gap behind it, weighted.</param>
internal readonly record struct PointBlock(byte Label, int X, int Y, int Z, int Side, int Height, int Part, int Parts, double Gain);
