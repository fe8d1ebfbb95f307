using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Driving.Tests;

/// <summary>Frames with pictures that differ from each other and from seed to seed: a horizon and coloured bars.</summary>
internal static class MadeFrames
{
    public static Frame Create(int seed, double timestamp = 1_600_000_000, string? sequence = null, EgoState? ego = null, int width = 640, int height = 360, Rig? rig = null)
    {
        rig ??= Made.Rig(width, height);
        return new()
        {
            Rig = rig,
            Images = [.. rig.Cameras.Select((_, i) => Picture(seed * 31 + i, width, height))],
            Timestamp = timestamp,
            Sequence = sequence,
            Ego = ego ?? Made.Ego(speed: 3 + seed % 5),
            Command = Command.Straight,
            Location = "made-up town",
        };
    }

    /// <summary>Frames of one drive, 0.5 s apart, at constant speed.</summary>
    public static Frame OfDrive(string sequence, int index) =>
        Create(100 + index, 1_600_000_000 + 0.5 * index, sequence, new() { Velocity = (6, 0), EgoToWorld = Pose.Planar(3 * index, 0, 0) });

    private static EncodedImage Picture(int seed, int width, int height)
    {
        Random random = new(seed);
        RgbImage image = new(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int at = 3 * (y * width + x);
                bool sky = y < height / 2;
                image.Pixels[at] = (byte)(sky ? 130 : 70);
                image.Pixels[at + 1] = (byte)(sky ? 170 : 70);
                image.Pixels[at + 2] = (byte)(sky ? 220 : 75);
            }
        }
        for (int bar = 0; bar < 12; bar++)
        {
            int left = random.Next(width - 40), top = random.Next(height / 4, height - 80), wide = random.Next(10, 40), high = random.Next(20, 80);
            byte r = (byte)random.Next(256), g = (byte)random.Next(256), b = (byte)random.Next(256);
            for (int y = top; y < top + high; y++)
            {
                for (int x = left; x < left + wide; x++)
                {
                    int at = 3 * (y * width + x);
                    (image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2]) = (r, g, b);
                }
            }
        }
        return ImageHeader.Read(ImageEncoding.ToJpeg(image, 90), "made", ImageLimits.Default);
    }
}
