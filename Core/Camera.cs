using VoxPilot.Core.Geometry;

namespace VoxPilot.Core;

/// <summary>One camera of a rig.</summary>
/// <param name="Name">Its name, as the rig declares it (nuScenes: CAM_FRONT …).</param>
/// <param name="Intrinsics">K in pixels of an image of <paramref name="Width"/>×<paramref name="Height"/>.</param>
/// <param name="SensorToEgo">Camera frame (x right, y down, z along the optical axis) to ego frame.</param>
/// <param name="Width">Image width in pixels.</param>
/// <param name="Height">Image height in pixels.</param>
public sealed record Camera(string Name, Matrix3 Intrinsics, Pose SensorToEgo, int Width, int Height)
{
    /// <summary>
    /// True where the picture is a mirror image of what a camera would take: fx is negative, as after a flip of the image alone.
    /// Projection needs no special case; what derives a field of view from K must keep the sign (spec/sqs.md §6.4).
    /// </summary>
    public bool IsMirrored => Intrinsics.Determinant < 0;

    /// <summary>Ego frame to pixels: K · [R|t]⁻¹ (4×4).</summary>
    public Matrix4 EgoToImage => Matrix4.From(Intrinsics) * Matrix4.From(SensorToEgo.Inverse);
}
