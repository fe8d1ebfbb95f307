using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>One call of the denoising network, for those who watch.</summary>
/// <param name="Sample">Which draw, from 0.</param>
/// <param name="Step">Which call, from 0.</param>
/// <param name="Steps">Calls in all.</param>
/// <param name="Time">The diffusion's time of the call.</param>
/// <param name="Trajectories">What the network answered, one of each anchor.</param>
public sealed record DenoisedStep(int Sample, int Step, int Steps, int Time, IReadOnlyList<Trajectory> Trajectories);
