using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Generation;

/// <summary>What our own car knows of itself at a moment of a recording.</summary>
internal static class EgoStates
{
    private static readonly double[] Past = [-1.5, -1.0, -0.5];

    /// <summary>Motion, pose and where the car was 1.5, 1 and 0.5 s before, as far as the recording goes back.</summary>
    public static EgoState At(Recording recording, int moment)
    {
        EgoMotion now = recording.Moments[moment].Ego;
        return new()
        {
            Velocity = (now.Speed, 0),
            Acceleration = (now.Acceleration, now.Speed * now.YawRate),
            YawRate = now.YawRate,
            Steering = now.Steering,
            EgoToWorld = now.EgoToTown,
            History = [.. Past.Select(time => (Time: time, Moment: moment + (int)Math.Round(time / Recording.StepSeconds))).Where(p => p.Moment >= 0).Select(p => Relative(p.Time, recording.Moments[p.Moment].Ego, now))],
        };
    }

    private static PastPose Relative(double time, in EgoMotion then, in EgoMotion now)
    {
        (double sin, double cos) = Elementary.SinCos(now.Yaw);
        Vector2D d = then.Position - now.Position;
        return new(time, cos * d.X + sin * d.Y, -sin * d.X + cos * d.Y, Geometry.Angles.Difference(then.Yaw, now.Yaw));
    }
}
