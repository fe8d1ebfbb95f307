namespace VoxPilot.Core.Metrics;

/// <summary>How a car moves at one moment of a ride.</summary>
/// <param name="Longitudinal">Acceleration along the heading, m/s².</param>
/// <param name="Lateral">Acceleration to the left, m/s².</param>
/// <param name="YawRate">Rate of turn, rad/s, counter-clockwise.</param>
public readonly record struct RideSample(double Longitudinal, double Lateral, double YawRate);
