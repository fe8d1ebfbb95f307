using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>One step of the diffusion decoder is done.</summary>
/// <param name="Step">Counts from 0.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Time">Diffusion time of the step.</param>
/// <param name="Trajectories">The anchors' trajectories as the network sees them now.</param>
public sealed record PlanDenoiseStep(int Step, int Steps, int Time, IReadOnlyList<Trajectory> Trajectories) : PlanEvent;
