using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>
/// How fast the car drives and turns, from its images alone: the ground as seen from above, now and half a second ago, compared under every motion that
/// is tried, and a belief carried from frame to frame. It is for cars that do not say how they move, and for planning with the ego status off.
/// Neither poses nor the ego state enter. Keeps buffers; one caller at a time.
/// </summary>
/// <param name="image">How images are prepared.</param>
/// <param name="config">What is tried.</param>
public sealed class VisualOdometry(ImageConfig image, OdometryConfig config)
{
    private readonly MotionSweep sweep = new(config);
    private readonly double[] scores = new double[config.Speeds.Length * config.YawRates.Length];

    /// <summary>With the usual config.</summary>
    public VisualOdometry(ImageConfig image) : this(image, new())
    {
    }

    /// <summary>Takes the next frame.</summary>
    /// <param name="pixels">Its prepared images, (N, 3, H, W).</param>
    /// <param name="egoToImage">Ego frame to their pixels, (N, 4, 4) row-major; further matrices are not looked at.</param>
    /// <param name="before">An earlier frame of the drive; null for the first one.</param>
    /// <param name="seconds">Time since that one.</param>
    public OdometryFrame Next(ReadOnlySpan<float> pixels, ReadOnlySpan<float> egoToImage, OdometryFrame? before, double seconds)
    {
        GroundView ground = GroundView.Of(pixels, egoToImage, image, config);
        if (before is null || seconds < config.ShortestInterval || seconds > config.LongestInterval)
        {
            return new(ground, null, []);
        }
        sweep.Run(ground, before.Ground, seconds, scores);
        MotionBelief belief = MotionBelief.After(scores, before.Belief, seconds, config);
        return new(ground, belief, Path(belief.Motion, before.Path, seconds));
    }

    // The path so far, seen from where the car is now.
    private PastPose[] Path(SeenMotion motion, IReadOnlyList<PastPose> before, double seconds)
    {
        Arc moved = Arc.Of(motion.Speed, motion.YawRate, seconds);
        (double sin, double cos) = Math.SinCos(moved.Yaw);
        PastPose From(double time, double x, double y, double yaw) => new(
            time - seconds, cos * (x - moved.X) + sin * (y - moved.Y), cos * (y - moved.Y) - sin * (x - moved.X), yaw - moved.Yaw);
        return
        [
            .. before.Where(past => past.Time - seconds >= -config.Memory - config.ShortestInterval).Select(past => From(past.Time, past.X, past.Y, past.Yaw)),
            From(0, 0, 0, 0),
        ];
    }
}
