namespace VoxPilot.Perception;

/// <summary>Where a car is after driving with one speed and one rate of turn, in the ego frame it started in.</summary>
/// <param name="X">Metres forward.</param>
/// <param name="Y">Metres to the left.</param>
/// <param name="Yaw">Radians, counter-clockwise.</param>
internal readonly record struct Arc(double X, double Y, double Yaw)
{
    private const double Straight = 1e-6;

    /// <summary>After some seconds.</summary>
    public static Arc Of(double speed, double yawRate, double seconds)
    {
        double yaw = yawRate * seconds, length = speed * seconds;
        return Math.Abs(yaw) < Straight
            ? new(length, length * yaw / 2, yaw)
            : new(length * Math.Sin(yaw) / yaw, length * (1 - Math.Cos(yaw)) / yaw, yaw);
    }
}
