namespace VoxPilot.Perception;

/// <summary>Gradients of what an image takes from a projected Gaussian: its centre, depth, S₂ (a symmetric matrix, so XY counts twice) and opacity.</summary>
internal readonly record struct SplatGradient(double U, double V, double Z, double XX, double XY, double YY, double Opacity);
