namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A message of <c>can_bus/scene-…_steeranglefeedback.json</c> (nuScenes: 100 Hz).</summary>
public sealed record CanBusSteering
{
    /// <summary>Turns of the steering wheel for one of the front wheels: a usual passenger car's; nuScenes does not tell its own.</summary>
    public const double Ratio = 15;

    /// <summary>Microseconds since the Unix epoch.</summary>
    public required long Utime { get; init; }

    /// <summary>Angle of the steering wheel, radians, positive to the left.</summary>
    public required double Value { get; init; }

    /// <summary>The message for an angle of the front wheels, radians, positive to the left (<see cref="EgoState.Steering"/>).</summary>
    public static CanBusSteering FromFrontWheels(long utime, double angle) => new() { Utime = utime, Value = angle * Ratio };

    /// <summary>Angle of the front wheels, radians, positive to the left.</summary>
    public double ToFrontWheels() => Value / Ratio;
}
