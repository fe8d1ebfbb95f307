using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, N cameras

/// <summary>The cameras into which Gaussians are rendered (spec/sqs.md §1.2 and §8.2).</summary>
public sealed record SplatCameras
{
    /// <summary>The frame of the Gaussians to each camera's frame (x right, y down, z along the optical axis), (B, N, 4, 4); may carry a gradient.</summary>
    public required Tensor WorldToCamera { get; init; }

    /// <summary>
    /// K (B, N, 3, 3) in pixels of the rendered image, the centre of the first pixel at (0.5, 0.5). fx, fy, cx and cy are read: the
    /// principal point may lie anywhere, fx is negative in a mirrored image, skew is left out.
    /// </summary>
    public required Tensor Intrinsics { get; init; }

    /// <summary>Columns of the rendered image.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the rendered image.</summary>
    public required int Height { get; init; }

    /// <summary>
    /// The cameras of rigs, one rig for each element of the batch, looking from the ego frame at what the network's input shows, rendered at
    /// <paramref name="height"/> × <paramref name="width"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The rigs differ in their number of cameras, or there is none.</exception>
    public static SplatCameras Of(IReadOnlyList<Rig> rigs, ImageConfig image, int height, int width, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(rigs);
        ArgumentNullException.ThrowIfNull(image);
        int count = rigs.Count == 0 ? 0 : rigs[0].Cameras.Count;
        if (count == 0 || rigs.Any(rig => rig.Cameras.Count != count))
        {
            throw new ArgumentException("Rigs of a batch have the same number of cameras, one or more.", nameof(rigs));
        }
        List<float> poses = [], intrinsics = [];
        foreach (Camera camera in rigs.SelectMany(rig => rig.Cameras))
        {
            Camera adjusted = FrameGeometry.Transform(camera, image).Adjust(camera);
            Matrix3 k = new Matrix3((double)width / image.Width, 0, 0, 0, (double)height / image.Height, 0, 0, 0, 1) * adjusted.Intrinsics;
            foreach (double value in Matrix4.From(adjusted.SensorToEgo.Inverse).Elements)
            {
                poses.Add((float)value);
            }
            intrinsics.AddRange([(float)k.M00, (float)k.M01, (float)k.M02, (float)k.M10, (float)k.M11, (float)k.M12, (float)k.M20, (float)k.M21, (float)k.M22]);
        }
        return new()
        {
            WorldToCamera = tensor(poses.ToArray(), [rigs.Count, count, 4, 4], device: device),
            Intrinsics = tensor(intrinsics.ToArray(), [rigs.Count, count, 3, 3], device: device),
            Width = width,
            Height = height,
        };
    }
}
