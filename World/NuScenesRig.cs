using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.World;

/// <summary>A rig like that of nuScenes' cars: six cameras where theirs are, with focal lengths and centres like theirs, in round numbers.</summary>
public static class NuScenesRig
{
    private const int FullWidth = 1600;
    private const int FullHeight = 900;

    // Name; heading of the optical axis, degrees to the left; position in the ego frame, metres; focal length and centre, pixels of 1600×900.
    private static readonly (string Name, double Heading, double X, double Y, double Z, double Focal, double CentreX, double CentreY)[] Mounting =
    [
        ("CAM_FRONT", 0, 1.70, 0.00, 1.51, 1266, 816, 491),
        ("CAM_FRONT_RIGHT", -56, 1.55, -0.49, 1.50, 1261, 808, 495),
        ("CAM_FRONT_LEFT", 55, 1.52, 0.49, 1.51, 1272, 826, 480),
        ("CAM_BACK", 180, 0.03, 0.00, 1.57, 809, 829, 482),
        ("CAM_BACK_LEFT", 108, 1.04, 0.48, 1.56, 1257, 792, 493),
        ("CAM_BACK_RIGHT", -110, 1.01, -0.48, 1.56, 1260, 807, 501),
    ];

    /// <summary>The rig with images of the given width; heights keep 16 : 9 and intrinsics follow.</summary>
    public static Rig Create(int width = FullWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 16);
        double scale = (double)width / FullWidth;
        int height = width * FullHeight / FullWidth;
        return new([.. Mounting.Select(m => new Camera(
            m.Name,
            new(m.Focal * scale, 0, m.CentreX * scale, 0, m.Focal * scale, m.CentreY * scale, 0, 0, 1),
            new(Rotation.FromYaw(m.Heading * Math.PI / 180) * Level, new(m.X, m.Y, m.Z)),
            width,
            height))]);
    }

    // A camera that looks along the ego frame's x axis: its x is −y, its y is −z, its z is x.
    private static Rotation Level => new(0.5, -0.5, 0.5, -0.5);
}
