namespace VoxPilot.Planning;

/// <summary>The car's outline on the ground; the defaults are what nuScenes' planning benchmarks use (spec/sparseoccvla.md §10.4).</summary>
/// <param name="Length">Metres.</param>
/// <param name="Width">Metres.</param>
/// <param name="CentreForward">How far the centre lies in front of the ego frame's origin, metres.</param>
public sealed record EgoBox(double Length = 4.084, double Width = 1.85, double CentreForward = 0.5);
