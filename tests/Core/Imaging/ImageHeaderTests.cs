using System.Buffers.Binary;

using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Tests.Imaging;

public sealed class ImageHeaderTests
{
    [Fact]
    public void Size_and_kind_are_read_from_the_header()
    {
        RgbImage picture = TestImages.Picture(97, 53);
        EncodedImage jpeg = TestImages.Encoded(ImageEncoding.ToJpeg(picture, 80)), png = TestImages.Encoded(ImageEncoding.ToPng(picture));
        Assert.Equal((ImageFormat.Jpeg, 97, 53), (jpeg.Format, jpeg.Width, jpeg.Height));
        Assert.Equal((ImageFormat.Png, 97, 53), (png.Format, png.Width, png.Height));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("hello, this is text", "not an image")]
    [InlineData("RIFF\u0001\u0001\u0001\u0001WEBPVP8 ", "a WebP file, which is not supported yet")]
    [InlineData("GIF89a......", "a GIF file")]
    [InlineData("BM..........", "a BMP file")]
    public void A_file_of_another_kind_is_named(string content, string fault)
    {
        InvalidInputException e = Refused(System.Text.Encoding.Latin1.GetBytes(content));
        Assert.Equal("CAM_BACK", e.Part);
        Assert.Contains("CAM_BACK", e.Message, StringComparison.Ordinal);
        Assert.Contains(fault, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_and_pixels_are_limited_before_decoding()
    {
        byte[] png = ImageEncoding.ToPng(TestImages.Picture(20, 10));
        Assert.Contains("at most 50", Refused(png, new() { MaxBytes = 50 }).Message, StringComparison.Ordinal);
        Assert.Contains("20×10", Refused(png, new() { MaxPixels = 199 }).Message, StringComparison.Ordinal);
        ImageHeader.Read(png, "CAM_BACK", new() { MaxPixels = 200 });

        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(16), 2_000_000_000);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(20), 2_000_000_000);
        Assert.Contains("2000000000×2000000000", Refused(png).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_cut_anywhere_is_refused_and_never_crashes()
    {
        byte[] jpeg = ImageEncoding.ToJpeg(TestImages.Picture(20, 10), 80), png = ImageEncoding.ToPng(TestImages.Picture(20, 10));
        int frame = jpeg.AsSpan().IndexOf<byte>([0xFF, 0xC0]) + 2;
        for (int length = 0; length < frame + 17; length++)
        {
            Assert.Equal("CAM_BACK", Refused(jpeg[..length]).Part);
        }
        for (int length = 0; length < 33; length++)
        {
            Assert.Equal("CAM_BACK", Refused(png[..length]).Part);
        }
    }

    [Theory]
    [InlineData(0, 12, "bits per channel")]
    [InlineData(5, 4, "4 channels")]
    [InlineData(3, 0, "0×10")]
    public void A_frame_header_that_cannot_be_used_is_refused(int offset, byte value, string fault)
    {
        byte[] jpeg = ImageEncoding.ToJpeg(TestImages.Picture(20, 10), 80);
        int frame = jpeg.AsSpan().IndexOf<byte>([0xFF, 0xC0]) + 4;
        (jpeg[frame + offset], jpeg[frame + 4]) = (value, offset == 3 ? (byte)0 : jpeg[frame + 4]);
        string message = Refused(jpeg).Message;
        Assert.True(message.Contains(fault, StringComparison.Ordinal) || message.Contains("frame header is too short", StringComparison.Ordinal), message);
    }

    private static InvalidInputException Refused(byte[] file, ImageLimits? limits = null) =>
        Assert.Throws<InvalidInputException>(() => ImageHeader.Read(file, "CAM_BACK", limits ?? ImageLimits.Default));
}
