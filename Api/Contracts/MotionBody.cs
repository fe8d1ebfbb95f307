namespace VoxPilot.Api.Contracts;

/// <summary>Where the car is expected to be.</summary>
internal sealed record MotionBody
{
    /// <summary>Metres forward.</summary>
    public required double X { get; init; }

    /// <summary>Metres left.</summary>
    public required double Y { get; init; }

    /// <summary>Heading relative to now, radians.</summary>
    public required double Yaw { get; init; }

    /// <summary>Metres per second.</summary>
    public required double Speed { get; init; }
}
