using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets;

/// <summary>
/// Sparse depth maps from a key frame's sweep (spec/sqs.md §1.3): metres along the optical axis, not along the ray; 0 where nothing was
/// measured. A point belongs to the pixel that contains it, floor(u): upstream rounds, which is half a pixel off and would not mirror.
/// </summary>
public static class LidarDepthTarget
{
    /// <summary>Least depth that is kept, metres.</summary>
    public const double Nearest = 1;

    /// <summary>Depths from here on are left out, metres.</summary>
    public const double Farthest = 50;

    /// <summary>Depth maps of a key frame whose rig is that of the prepared images.</summary>
    /// <inheritdoc cref="Fill(LidarSweep, Matrix4, Rig, int, int, Span{float})"/>
    public static float[] Create(LidarSweep sweep, Pose lidarToEgo, Rig rig, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(rig);
        float[] depth = new float[rig.Cameras.Count * width * height];
        Fill(sweep, Matrix4.From(lidarToEgo), rig, width, height, depth);
        return depth;
    }

    /// <summary>Depth maps of all cameras; of several points in a pixel the nearest stays.</summary>
    /// <param name="sweep">The sweep, in the LiDAR's frame.</param>
    /// <param name="lidarToEgo">LiDAR frame to ego frame; may contain a reflection or a scale.</param>
    /// <param name="rig">The cameras of the prepared images, with K and size as prepared.</param>
    /// <param name="width">Columns of a map; the camera's image is scaled to it.</param>
    /// <param name="height">Rows of a map.</param>
    /// <param name="depth">Receives (cameras, height, width) metres.</param>
    public static void Fill(LidarSweep sweep, Matrix4 lidarToEgo, Rig rig, int width, int height, Span<float> depth)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(lidarToEgo);
        ArgumentNullException.ThrowIfNull(rig);
        if (depth.Length != rig.Cameras.Count * width * height)
        {
            throw new ArgumentException($"{rig.Cameras.Count} maps of {width}×{height} need {rig.Cameras.Count * width * height} values; there is room for {depth.Length}.", nameof(depth));
        }
        depth.Clear();
        for (int i = 0; i < rig.Cameras.Count; i++)
        {
            Camera camera = rig.Cameras[i];
            Matrix3 scale = new((double)width / camera.Width, 0, 0, 0, (double)height / camera.Height, 0, 0, 0, 1);
            Fill(sweep.Values, Matrix4.From(scale) * camera.EgoToImage * lidarToEgo, width, height, depth.Slice(i * width * height, width * height));
        }
    }

    private static void Fill(ReadOnlySpan<float> points, Matrix4 lidarToMap, int width, int height, Span<float> map)
    {
        // Most points are in front of other cameras: their depth alone is computed.
        double a = lidarToMap[2, 0], b = lidarToMap[2, 1], c = lidarToMap[2, 2], e = lidarToMap[2, 3];
        for (int i = 0; i + LidarSweep.Fields <= points.Length; i += LidarSweep.Fields)
        {
            Vector3D p = new(points[i], points[i + 1], points[i + 2]);
            if (a * p.X + b * p.Y + c * p.Z + e is not (>= Nearest and < Farthest))
            {
                continue;
            }
            (double u, double v, double d) = lidarToMap.Project(p);
            if (u >= 0 && u < width && v >= 0 && v < height)
            {
                ref float pixel = ref map[(int)v * width + (int)u];
                pixel = pixel == 0 ? (float)d : Math.Min(pixel, (float)d);
            }
        }
    }
}
