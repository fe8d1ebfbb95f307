using System.Security.Cryptography;
using System.Text;
using VoxPilot.Core;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Spoils the images of frames before a model sees them. What comes out depends on the seed and the frame's token alone.</summary>
internal sealed class FrameDegradation(IReadOnlyList<ImageDegradation> degradations, ulong seed) : IDisposable
{
    private const int Quality = 95; // a spoilt image goes back into a JPEG

    private readonly ImageDecoder decoder = new();

    /// <summary>Refuses what names a camera that the rig has not.</summary>
    /// <exception cref="EvaluationException">There is no such camera, or none would be left.</exception>
    public void Check(Rig rig)
    {
        foreach (DroppedCamera dropped in degradations.OfType<DroppedCamera>())
        {
            if (rig.Cameras.All(c => c.Name != dropped.Name))
            {
                throw new EvaluationException($"--degrade {dropped.Text}: the data set has no camera of that name; it has {string.Join(", ", rig.Cameras.Select(c => c.Name))}.");
            }
        }
        if (rig.Cameras.All(camera => degradations.Any(d => !d.Keeps(camera))))
        {
            throw new EvaluationException("--degrade drops every camera; leave one or more.");
        }
    }

    /// <summary>The frame as the model gets it.</summary>
    public Frame Apply(Frame frame, string token)
    {
        if (degradations.Count == 0)
        {
            return frame;
        }
        int[] kept = [.. Enumerable.Range(0, frame.Images.Count).Where(i => degradations.All(d => d.Keeps(frame.Rig.Cameras[i])))];
        return frame with
        {
            Rig = new([.. kept.Select(i => frame.Rig.Cameras[i])]),
            Images = [.. kept.AsParallel().AsOrdered().Select(i => Spoil(frame.Images[i], frame.Rig.Cameras[i].Name, token))],
        };
    }

    public void Dispose() => decoder.Dispose();

    private EncodedImage Spoil(EncodedImage image, string camera, string token)
    {
        if (!degradations.Any(d => d.ChangesPixels))
        {
            return image;
        }
        RgbImage pixels = decoder.Decode(image, part: camera);
        ulong own = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {token} {camera}")));
        foreach (ImageDegradation degradation in degradations)
        {
            degradation.Apply(pixels, own);
        }
        return ImageHeader.Read(ImageEncoding.ToJpeg(pixels, Quality), camera, ImageLimits.Default);
    }
}
