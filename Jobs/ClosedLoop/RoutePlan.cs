using VoxPilot.Core;

namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>What a driver wants to drive next.</summary>
/// <param name="Trajectory">Six points in the ego frame of now.</param>
/// <param name="Abstained">True where the driver found nothing safe and stops.</param>
public readonly record struct RoutePlan(Trajectory Trajectory, bool Abstained = false);
