namespace VoxPilot.Perception;

/// <summary>The car's motion as its images show it, mean over the time since the frame before.</summary>
/// <param name="Speed">Forward speed, m/s.</param>
/// <param name="YawRate">Rate of turn, rad/s, counter-clockwise.</param>
/// <param name="SpeedDeviation">Standard deviation of the belief about the speed, m/s: how sure it is.</param>
public readonly record struct SeenMotion(double Speed, double YawRate, double SpeedDeviation);
