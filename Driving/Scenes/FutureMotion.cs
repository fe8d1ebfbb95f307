namespace VoxPilot.Driving;

/// <summary>Where the car is expected to be.</summary>
/// <param name="X">Metres forward in the present ego frame.</param>
/// <param name="Y">Metres left in the present ego frame.</param>
/// <param name="Yaw">Heading relative to the present one, radians.</param>
/// <param name="Speed">Metres per second.</param>
public readonly record struct FutureMotion(double X, double Y, double Yaw, double Speed);
