using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Traffic;

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

    /// <summary>The LiDAR on the roof: x right, y forward, z up; to the ego frame.</summary>
    public static Pose LidarToEgo { get; } = new(new(Math.Sqrt(0.5), 0, 0, -Math.Sqrt(0.5)), new(0.94, 0, 1.84));

    /// <summary>
    /// The rig with images of the given size. The width sets the scale; an image lower than 9/16 of its width lacks rows at the top, where
    /// there is only sky (256×96 is 1600×900 at 0.16 without its 48 upper rows), a higher one has more of them.
    /// </summary>
    /// <param name="width">Pixels, 16 or more.</param>
    /// <param name="height">Pixels; 0 for 9/16 of the width.</param>
    public static Rig Create(int width = FullWidth, int height = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 16);
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        double scale = (double)width / FullWidth;
        int whole = width * FullHeight / FullWidth, rows = height == 0 ? whole : height, cut = whole - rows;
        return new([.. Mounting.Select(m => new Camera(
            m.Name,
            new(m.Focal * scale, 0, m.CentreX * scale, 0, m.Focal * scale, m.CentreY * scale - cut, 0, 0, 1),
            new(EgoVehicle.Turned(m.Heading * Math.PI / 180) * Level, new(m.X, m.Y, m.Z)),
            width,
            rows))]);
    }

    // A camera that looks along the ego frame's x axis: its x is −y, its y is −z, its z is x.
    private static Rotation Level => new(0.5, -0.5, 0.5, -0.5);
}
