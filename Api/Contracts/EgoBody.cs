namespace VoxPilot.Api.Contracts;

/// <summary>What the car knows of itself.</summary>
internal sealed record EgoBody
{
    /// <summary>Velocity forward and left, m/s.</summary>
    public double[]? Velocity { get; init; }

    /// <summary>Acceleration forward and left, m/s².</summary>
    public double[]? Acceleration { get; init; }

    /// <summary>Rate of turn, rad/s, counter-clockwise.</summary>
    public double YawRate { get; init; }

    /// <summary>Steering angle of the front wheels, radians, positive to the left.</summary>
    public double Steering { get; init; }

    /// <summary>Ego frame to a fixed world frame; needed for the history of a sequence.</summary>
    public PoseBody? Pose { get; init; }

    /// <summary>Past poses in the present ego frame, oldest first.</summary>
    public IReadOnlyList<PastPoseBody?>? History { get; init; }
}
