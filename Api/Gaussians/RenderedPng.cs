using VoxPilot.Core.Imaging;
using VoxPilot.Driving;
using VoxPilot.World.Sheets;

namespace VoxPilot.Api.Gaussians;

/// <summary>What a camera renders, as a picture: colours as they are, depth in the palette of the world's sheets, alpha in grey.</summary>
internal static class RenderedPng
{
    /// <summary>Content type of the answer.</summary>
    public const string ContentType = "image/png";

    /// <summary>The picture.</summary>
    public static byte[] Write(RenderedCamera rendered)
    {
        int pixels = rendered.Width * rendered.Height;
        if (rendered.What == RenderedQuantity.Alpha)
        {
            return ImageEncoding.ToGreyPng(Array.ConvertAll(rendered.Values, Byte), rendered.Width, rendered.Height);
        }
        RgbImage image = new(rendered.Width, rendered.Height);
        for (int i = 0; i < pixels; i++)
        {
            if (rendered.What == RenderedQuantity.Depth)
            {
                int rgb = DepthPalette.Of(rendered.Values[i]);
                (image.Pixels[3 * i], image.Pixels[3 * i + 1], image.Pixels[3 * i + 2]) = ((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
                continue;
            }
            for (int c = 0; c < 3; c++)
            {
                image.Pixels[3 * i + c] = Byte(rendered.Values[c * pixels + i]);
            }
        }
        return ImageEncoding.ToPng(image);
    }

    private static byte Byte(float share) => (byte)Math.Clamp(MathF.Round(255 * share), 0, 255);
}
