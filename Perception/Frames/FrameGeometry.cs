using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Perception;

/// <summary>
/// Matrices from the present ego frame to pixels of the network's input. Those of past frames go through the world, since the
/// car has moved (spec/sparseoccvla.md §14, pitfall 8): K' · (camera ← ego_t) · (ego_t ← world) · (world ← ego_now).
/// </summary>
public static class FrameGeometry
{
    /// <summary>Numbers of one matrix.</summary>
    public const int Values = 16;

    /// <summary>How an image of the camera becomes the network's input.</summary>
    public static ImageTransform Transform(Camera camera, ImageConfig image)
    {
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(image);
        return ImageTransform.Fit(camera.Width, camera.Height, image.Width, image.Height);
    }

    /// <summary>One matrix: ego frame of <paramref name="now"/> to input pixels of a camera of <paramref name="frame"/>.</summary>
    /// <exception cref="ArgumentException">The frames differ and the pose of one is not known.</exception>
    public static Matrix4 EgoToImage(Camera camera, FrameView frame, FrameView now, ImageConfig image)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(now);
        Matrix4 egoToImage = Transform(camera, image).Adjust(camera).EgoToImage;
        if (ReferenceEquals(frame, now))
        {
            return egoToImage;
        }
        if (frame.EgoToWorld is not Pose then || now.EgoToWorld is not Pose present)
        {
            throw new ArgumentException(
                "A past frame needs the car's pose in the world, of itself and of the present frame; leave it out of the window where it is unknown.",
                nameof(frame));
        }
        return egoToImage * Matrix4.From(then.Inverse * present);
    }

    /// <summary>(T·N, 4, 4) row-major: all cameras of the first frame, which is the present one, then those of older frames.</summary>
    public static float[] EgoToImage(IReadOnlyList<FrameView> frames, ImageConfig image)
    {
        ArgumentNullException.ThrowIfNull(frames);
        List<float> values = new(frames.Sum(frame => frame.Rig.Cameras.Count) * Values);
        foreach (FrameView frame in frames)
        {
            foreach (Camera camera in frame.Rig.Cameras)
            {
                Matrix4 matrix = EgoToImage(camera, frame, frames[0], image);
                for (int i = 0; i < Values; i++)
                {
                    values.Add((float)matrix[i / 4, i % 4]);
                }
            }
        }
        return [.. values];
    }
}
