using VoxPilot.Core;
using VoxPilot.Core.Imaging;
using VoxPilot.Perception;

namespace VoxPilot.Driving;

/// <summary>Decodes, resizes, crops and normalises the images of a frame, all cameras at once, off the device's thread.</summary>
internal sealed class FrameDecoder(ImageConfig config) : IDisposable
{
    private readonly ImageDecoder decoder = new();
    private readonly FramePreprocessor preprocessor = new(config);

    /// <summary>The images as (N, 3, H, W).</summary>
    /// <exception cref="InvalidInputException">An image is broken; its camera is named.</exception>
    public async Task<PreparedFrame> PrepareAsync(Frame frame, CancellationToken cancellation)
    {
        Task<RgbImage>[] images = [.. frame.Rig.Cameras.Zip(frame.Images, (camera, image) => Task.Run(() => Decode(camera, image), cancellation))];
        return new(preprocessor.Values(frame.Rig, await Task.WhenAll(images)), frame.Rig);
    }

    public void Dispose() => decoder.Dispose();

    private RgbImage Decode(Camera camera, EncodedImage image) => decoder.Decode(image, preprocessor.DecodeWidth(camera), camera.Name);
}
