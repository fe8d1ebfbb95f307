namespace VoxPilot.Api.Contracts;

/// <summary>Where the car was.</summary>
internal sealed record PastPoseBody
{
    /// <summary>Seconds relative to now, negative.</summary>
    public double T { get; init; }

    /// <summary>Metres forward.</summary>
    public double X { get; init; }

    /// <summary>Metres left.</summary>
    public double Y { get; init; }

    /// <summary>Heading relative to now, radians.</summary>
    public double Yaw { get; init; }
}
