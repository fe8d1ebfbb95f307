using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>What one frame of a drive adds to <see cref="VisualOdometry"/>, and what is known by then. Immutable; it keeps no earlier frame alive.</summary>
public sealed class OdometryFrame
{
    internal OdometryFrame(GroundView ground, MotionBelief? belief, IReadOnlyList<PastPose> path) => (Ground, Belief, Path) = (ground, belief, path);

    /// <summary>The ground around the car.</summary>
    public GroundView Ground { get; }

    /// <summary>The car's motion since the frame before; null for a first frame.</summary>
    public SeenMotion? Motion => Belief?.Motion;

    /// <summary>Where the car was, by all motion seen so far, oldest first, up to <see cref="OdometryConfig.Memory"/> back.</summary>
    public IReadOnlyList<PastPose> Path { get; }

    internal MotionBelief? Belief { get; }

    /// <summary>The car's state as its images show it: velocity, rate of turn, past poses. Acceleration and steering are 0. Null for a first frame.</summary>
    public EgoState? State() => Motion is { } motion
        ? new() { Velocity = (motion.Speed, 0), YawRate = motion.YawRate, History = Path }
        : null;
}
