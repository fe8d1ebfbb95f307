namespace VoxPilot.Core;

/// <summary>The cameras of a car, in a fixed order; the order is the order of images everywhere.</summary>
public sealed record Rig(IReadOnlyList<Camera> Cameras)
{
    /// <summary>A rig has at least one camera and at most this many.</summary>
    public const int MaximumCameras = 8;

    /// <summary>nuScenes' six cameras in the order upstream models use.</summary>
    public static IReadOnlyList<string> NuScenesNames { get; } =
        ["CAM_FRONT", "CAM_FRONT_RIGHT", "CAM_FRONT_LEFT", "CAM_BACK", "CAM_BACK_LEFT", "CAM_BACK_RIGHT"];
}
