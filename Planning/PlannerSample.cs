using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>One draw.</summary>
/// <param name="Seed">Seed of its noise; with <see cref="PlanOptions.Samples"/> 1 it gives this draw alone.</param>
/// <param name="Denoised">One trajectory of each anchor.</param>
public sealed record PlannerSample(ulong Seed, IReadOnlyList<Trajectory> Denoised);
