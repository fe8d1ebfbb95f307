using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Tests.Imaging;

/// <summary>Made-up pictures for tests.</summary>
internal static class TestImages
{
    /// <summary>Smooth colours with a few hard edges: survives JPEG well and is nowhere the same.</summary>
    public static RgbImage Picture(int width, int height)
    {
        RgbImage image = new(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                bool block = x / 24 % 2 == 0 && y / 24 % 2 == 0;
                int at = 3 * (y * width + x);
                image.Pixels[at] = (byte)(block ? 220 : 255 * x / width);
                image.Pixels[at + 1] = (byte)(255 * y / height);
                image.Pixels[at + 2] = (byte)(block ? 40 : 128 + 100 * Math.Sin(0.05 * (x + y)));
            }
        }
        return image;
    }

    /// <summary>Independent random bytes.</summary>
    public static RgbImage Noise(int width, int height, int seed)
    {
        RgbImage image = new(width, height);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }

    /// <summary>The file's header, read.</summary>
    public static EncodedImage Encoded(byte[] file) => ImageHeader.Read(file, "CAM_FRONT", ImageLimits.Default);

    /// <summary>Mean of |a − b|.</summary>
    public static double MeanDifference(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        Assert.Equal(a.Length, b.Length);
        long sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += Math.Abs(a[i] - b[i]);
        }
        return (double)sum / a.Length;
    }
}
