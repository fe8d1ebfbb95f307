namespace VoxPilot.Api.Contracts;

/// <summary>How the car moves, by its images alone.</summary>
internal sealed record SeenMotionBody
{
    /// <summary>Forward speed since the frame before, m/s.</summary>
    public required double Speed { get; init; }

    /// <summary>Rate of turn, rad/s, counter-clockwise.</summary>
    public required double YawRate { get; init; }

    /// <summary>How sure the speed is: one standard deviation, m/s.</summary>
    public required double SpeedDeviation { get; init; }
}
