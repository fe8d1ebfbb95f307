using VoxPilot.Api.Problems;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Api.Contracts;

/// <summary>Poses as the API writes them, and back.</summary>
internal static class PoseMapping
{
    /// <summary>The pose, or null after noting what is wrong with its shape.</summary>
    public static Pose? ToDomain(double[]? rotation, double[]? translation, string field, string whose, ProblemType type, InputErrors errors)
    {
        if (rotation is not { Length: 4 })
        {
            errors.Add(type, $"{field}.rotation", $"The rotation {whose} must be a quaternion of four numbers [w, x, y, z].");
        }
        if (translation is not { Length: 3 })
        {
            errors.Add(type, $"{field}.translation", $"The translation {whose} must be three numbers [x, y, z] in metres.");
        }
        return rotation is [double w, double x, double y, double z] && translation is [double tx, double ty, double tz]
            ? new Pose(new(w, x, y, z), new(tx, ty, tz))
            : null;
    }

    /// <summary>The pose as the API writes it.</summary>
    public static PoseBody ToBody(Pose pose) => new()
    {
        Rotation = [pose.Rotation.W, pose.Rotation.X, pose.Rotation.Y, pose.Rotation.Z],
        Translation = [pose.Translation.X, pose.Translation.Y, pose.Translation.Z],
    };
}
