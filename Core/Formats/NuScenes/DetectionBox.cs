using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A detected or a true box. In nuScenes' files it stands in the map frame (nuScenes: global).</summary>
/// <param name="Class">What it is.</param>
/// <param name="Translation">Its middle, metres.</param>
/// <param name="Size">Width, length, height (nuScenes' order), metres.</param>
/// <param name="Rotation">Box frame (x along the length) to the frame around it.</param>
/// <param name="Velocity">m/s over ground, in the axes of the frame around it; NaN where unknown.</param>
/// <param name="Attribute">What it is doing.</param>
/// <param name="Score">Confidence; <see cref="NoScore"/> for a true box.</param>
/// <param name="Points">LiDAR and radar points inside; <see cref="NoPoints"/> for a detected box.</param>
public readonly record struct DetectionBox(
    DetectionClass Class, Vector3D Translation, Vector3D Size, Rotation Rotation, Vector2D Velocity, DetectionAttributeKind Attribute, double Score, int Points = DetectionBox.NoPoints)
{
    /// <summary>The score of a true box.</summary>
    public const double NoScore = -1;

    /// <summary>The number of points of a detected box.</summary>
    public const int NoPoints = -1;

    /// <summary>True if the box can be evaluated as a detected one: all numbers are finite, the size is positive, the rotation is not zero.</summary>
    public bool IsSound =>
        Translation.IsFinite && Size.IsFinite && Rotation.IsFinite && double.IsFinite(Velocity.X) && double.IsFinite(Velocity.Y) && double.IsFinite(Score)
        && Size.X > 0 && Size.Y > 0 && Size.Z > 0 && Rotation.Norm > 0;

    /// <summary>A detected box that stands upright.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="box">Where it is.</param>
    /// <param name="velocity">m/s over ground, in the axes of the box's frame.</param>
    /// <param name="attribute">What it is doing.</param>
    /// <param name="score">Confidence.</param>
    public static DetectionBox Upright(DetectionClass what, OrientedBox box, Vector2D velocity, DetectionAttributeKind attribute, double score)
    {
        ArgumentNullException.ThrowIfNull(box);
        return new(what, box.Center, new(box.Size.Y, box.Size.X, box.Size.Z), Rotation.FromYaw(box.Yaw), velocity, attribute, score);
    }

    /// <summary>The same box in the frame around its frame: with the pose ego to map it goes from the ego frame to the map frame, with the inverse back.</summary>
    public DetectionBox Through(Pose pose)
    {
        Vector3D velocity = pose.Rotation.ToMatrix() * Velocity.At(0);
        return this with { Translation = pose.Transform(Translation), Rotation = pose.Rotation * Rotation, Velocity = new(velocity.X, velocity.Y) };
    }
}
