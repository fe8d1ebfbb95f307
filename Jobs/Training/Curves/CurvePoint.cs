namespace VoxPilot.Jobs.Training;

/// <summary>A few neighbouring lines of a log, as one point of a curve.</summary>
/// <param name="Step">Step of the last of them.</param>
/// <param name="Low">Their lowest value.</param>
/// <param name="High">Their highest value.</param>
/// <param name="Smooth">The smoothed curve there.</param>
internal readonly record struct CurvePoint(double Step, double Low, double High, double Smooth);
