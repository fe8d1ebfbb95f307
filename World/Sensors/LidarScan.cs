using VoxPilot.Core.Formats;

namespace VoxPilot.World.Sensors;

/// <summary>One turn of the LiDAR and what its points lie on.</summary>
/// <param name="Sweep">The points, LiDAR frame.</param>
/// <param name="Classes">Label of each point.</param>
/// <param name="Agents">Agent of each point; −1 for the town.</param>
internal sealed record LidarScan(LidarSweep Sweep, byte[] Classes, int[] Agents);
