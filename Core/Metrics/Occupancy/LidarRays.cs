using System.Numerics;

namespace VoxPilot.Core.Metrics;

/// <summary>
/// The rays of RayIoU, <c>generate_lidar_rays</c> in <c>loaders/ray_metrics.py</c> of MCG-NJU/SparseOcc: 39 pitches × 360 azimuths. The lowest
/// ten meet level ground 1, 2 … 10 times the mounting height away; the step between the last two of them goes on until 0.21 rad is reached.
/// </summary>
public static class LidarRays
{
    /// <summary>Number of rays.</summary>
    public const int Count = Pitches * Azimuths;

    private const int Pitches = 39, Azimuths = 360, ByDistance = 10;

    private static readonly Vector3[] Rays = Make();

    /// <summary>Unit directions in the ego frame, in single precision, by pitch and then by azimuth.</summary>
    public static ReadOnlySpan<Vector3> Directions => Rays;

    private static Vector3[] Make()
    {
        double[] pitches = new double[Pitches];
        for (int k = 0; k < Pitches; k++)
        {
            pitches[k] = k < ByDistance ? -(Math.PI / 2 - Math.Atan(k + 1)) : pitches[k - 1] + (pitches[k - 1] - pitches[k - 2]);
        }
        Vector3[] rays = new Vector3[Count];
        for (int i = 0; i < Count; i++)
        {
            double pitch = pitches[i / Azimuths], azimuth = i % Azimuths * (Math.PI / 180);
            rays[i] = new(
                (float)(Math.Cos(pitch) * Math.Cos(azimuth)),
                (float)(Math.Cos(pitch) * Math.Sin(azimuth)),
                (float)Math.Sin(pitch));
        }
        return rays;
    }
}
