using System.Numerics;

using VoxPilot.World.Numerics;

namespace VoxPilot.World.Sensors;

/// <summary>
/// Where the rays of nuScenes' LiDAR go (Velodyne HDL-32E at 20 Hz): 32 beams from −30.67° to +10.67°, 1085 times in a turn, clockwise
/// from behind. The LiDAR's frame is x right, y forward, z up; it stands level, so that the ego frame sees it turned by −90°.
/// </summary>
internal static class LidarBeams
{
    /// <summary>Beams, from below.</summary>
    public const int Rings = 32;

    /// <summary>Firings in a turn.</summary>
    public const int Azimuths = 1085;

    /// <summary>Places of a ring in <see cref="X"/>: whole packets. The last ones repeat the last firing.</summary>
    public const int Stride = (Azimuths + RayPacket.Size - 1) / RayPacket.Size * RayPacket.Size;

    private const double LowestElevation = -30.67, HighestElevation = 10.67; // degrees

    static LidarBeams()
    {
        for (int ring = 0; ring < Rings; ring++)
        {
            double elevation = (LowestElevation + (HighestElevation - LowestElevation) * ring / (Rings - 1)) * Math.PI / 180;
            (double up, double level) = Elementary.SinCos(elevation);
            for (int i = 0; i < Stride; i++)
            {
                // The angle from straight ahead, clockwise; −π is behind.
                (double right, double forward) = Elementary.SinCos(-Math.PI + 2 * Math.PI * Math.Min(i, Azimuths - 1) / Azimuths);
                (X[ring * Stride + i], Y[ring * Stride + i], Z[ring * Stride + i]) = ((float)(level * forward), (float)(-level * right), (float)up);
            }
        }
    }

    /// <summary>Where the rays begin, ego frame.</summary>
    public static Vector3 Origin { get; } =
        new((float)NuScenesRig.LidarToEgo.Translation.X, (float)NuScenesRig.LidarToEgo.Translation.Y, (float)NuScenesRig.LidarToEgo.Translation.Z);

    /// <summary>Directions in the ego frame, ring by ring: x.</summary>
    public static float[] X { get; } = new float[Rings * Stride];

    /// <summary>Directions in the ego frame, ring by ring: y.</summary>
    public static float[] Y { get; } = new float[Rings * Stride];

    /// <summary>Directions in the ego frame, ring by ring: z.</summary>
    public static float[] Z { get; } = new float[Rings * Stride];
}
