using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>One draw of the plan.</summary>
/// <param name="Seed">Seed of the draw.</param>
/// <param name="Chosen">Position of its anchor among the 18; -1 for the controlled stop.</param>
/// <param name="Trajectory">Where the car would go.</param>
/// <param name="Abstained">True where no anchor was safe.</param>
public sealed record PlanSample(ulong Seed, int Chosen, Trajectory Trajectory, bool Abstained);
