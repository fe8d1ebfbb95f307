using System.Collections.Concurrent;
using VoxPilot.Core;
using VoxPilot.Core.Imaging;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>
/// Decoded camera images to the tensors that the networks take (spec/sparseoccvla.md §3.1). Pixels are
/// <see cref="ImagePreparation"/>'s; this is the config and the tensor around it.
/// </summary>
public sealed class FramePreprocessor
{
    private readonly ImageConfig config;
    private readonly ConcurrentDictionary<(int Width, int Height), ImagePreparation> preparations = new();

    /// <summary>A preprocessor for the given input size and normalisation.</summary>
    public FramePreprocessor(ImageConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        this.config = config;
    }

    /// <summary>Least width at which a camera's image may be decoded; see <see cref="ImageDecoder.Decode"/>.</summary>
    public int DecodeWidth(Camera camera)
    {
        ArgumentNullException.ThrowIfNull(camera);
        return Preparation(camera).Transform.DecodeWidth(camera.Width);
    }

    /// <summary>Normalised values (N, 3, H, W) of a frame's images in the rig's order, cameras in parallel.</summary>
    /// <exception cref="ArgumentException">There is not one image per camera.</exception>
    public float[] Values(Rig rig, IReadOnlyList<RgbImage> images)
    {
        ArgumentNullException.ThrowIfNull(rig);
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count != rig.Cameras.Count)
        {
            throw new ArgumentException($"The rig has {rig.Cameras.Count} cameras; {images.Count} images were given.", nameof(images));
        }
        int length = 3 * config.Height * config.Width;
        float[] values = new float[images.Count * length];
        Parallel.For(0, images.Count, i => Preparation(rig.Cameras[i]).Prepare(images[i], values.AsSpan(i * length, length)));
        return values;
    }

    /// <summary>The same as a tensor (N, 3, H, W).</summary>
    public Tensor Images(Rig rig, IReadOnlyList<RgbImage> images, Device? device = null) =>
        tensor(Values(rig, images), [rig.Cameras.Count, 3, config.Height, config.Width], device: device);

    /// <summary>Present ego frame to input pixels, (1, T·N, 4, 4); <paramref name="frames"/> as for <see cref="FrameGeometry"/>.</summary>
    public Tensor EgoToImage(IReadOnlyList<FrameView> frames, Device? device = null)
    {
        float[] values = FrameGeometry.EgoToImage(frames, config);
        return tensor(values, [1, values.Length / FrameGeometry.Values, 4, 4], device: device);
    }

    private ImagePreparation Preparation(Camera camera) => preparations.GetOrAdd(
        (camera.Width, camera.Height), _ => new(FrameGeometry.Transform(camera, config), config.Mean, config.Std));
}
