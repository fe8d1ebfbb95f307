namespace VoxPilot.Core.Metrics;

/// <summary>A row of a reliability table: the key frames whose confidence lies in a range.</summary>
/// <param name="Low">Confidences are above this, 0…1.</param>
/// <param name="High">Confidences are at most this, 0…1.</param>
/// <param name="Count">Key frames.</param>
/// <param name="Confidence">Their mean confidence; NaN where there is none.</param>
/// <param name="Accuracy">The share of them whose best anchor is the right one; NaN where there is none.</param>
public sealed record ReliabilityBin(double Low, double High, long Count, double Confidence, double Accuracy);
