namespace VoxPilot.Core;

/// <summary>Where the car was.</summary>
/// <param name="Time">Seconds relative to now, negative.</param>
/// <param name="X">Metres forward in the present ego frame.</param>
/// <param name="Y">Metres left in the present ego frame.</param>
/// <param name="Yaw">Heading relative to the present one, radians.</param>
public readonly record struct PastPose(double Time, double X, double Y, double Yaw);
