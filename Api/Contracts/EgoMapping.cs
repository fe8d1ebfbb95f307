using VoxPilot.Api.Problems;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Api.Contracts;

/// <summary>The ego state as the API writes it, and back.</summary>
internal static class EgoMapping
{
    /// <summary>The ego state; what is wrong with its shape is noted.</summary>
    public static EgoState ToDomain(EgoBody body, InputErrors errors)
    {
        List<PastPose> history = [];
        for (int i = 0; i < (body.History?.Count ?? 0); i++)
        {
            if (body.History![i] is { } past)
            {
                history.Add(new(past.T, past.X, past.Y, past.Yaw));
            }
            else
            {
                errors.Add(ProblemTypes.InvalidEgoState, $"ego.history[{i}]", "A past pose is null; give t, x, y and yaw.");
            }
        }
        Pose? pose = body.Pose is null
            ? null
            : PoseMapping.ToDomain(body.Pose.Rotation, body.Pose.Translation, "ego.pose", "of the car", ProblemTypes.InvalidEgoState, errors);
        return new()
        {
            Velocity = Pair(body.Velocity, "ego.velocity", "m/s", errors),
            Acceleration = Pair(body.Acceleration, "ego.acceleration", "m/s²", errors),
            YawRate = body.YawRate,
            Steering = body.Steering,
            EgoToWorld = pose,
            History = history,
        };
    }

    /// <summary>The ego state as the API writes it.</summary>
    public static EgoBody ToBody(EgoState ego) => new()
    {
        Velocity = [ego.Velocity.X, ego.Velocity.Y],
        Acceleration = [ego.Acceleration.X, ego.Acceleration.Y],
        YawRate = ego.YawRate,
        Steering = ego.Steering,
        Pose = ego.EgoToWorld is { } pose ? PoseMapping.ToBody(pose) : null,
        History = ego.History.Count == 0 ? null : [.. ego.History.Select(past => new PastPoseBody { T = past.Time, X = past.X, Y = past.Y, Yaw = past.Yaw })],
    };

    private static (double X, double Y) Pair(double[]? values, string field, string unit, InputErrors errors)
    {
        if (values is null)
        {
            return default;
        }
        if (values is [double x, double y])
        {
            return (x, y);
        }
        errors.Add(ProblemTypes.InvalidEgoState, field, $"{field} must be two numbers, forward and left, in {unit}.");
        return default;
    }
}
